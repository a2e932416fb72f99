//! Which addresses are asked: never one on the local network unless that is allowed. Names are looked up here and the
//! connection goes to what was found, so a name cannot first pass and then lead elsewhere; redirects pass here too.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Looks names up, and gives no address that may not be asked.
#[derive(Debug, Default)]
pub(crate) struct PublicResolver {
    pub(crate) allow_private: bool,
    inner: DefaultResolver,
}

impl PublicResolver {
    pub(crate) fn new(allow_private: bool) -> PublicResolver {
        PublicResolver { allow_private, inner: DefaultResolver::default() }
    }
}

impl Resolver for PublicResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        // One such address among others is enough: whoever answers for the name decides which is taken.
        match found.iter().find(|address| !self.allow_private && is_private(address.ip())) {
            None => Ok(found),
            Some(address) => {
                let what =
                    format!("its address {} is on the local network (see --allow-private)", address.ip());
                Err(ureq::Error::Other(Box::new(Refusal(what))))
            }
        }
    }
}

/// Why an address is not asked; asking again would change nothing.
#[derive(Debug)]
pub(crate) struct Refusal(String);

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> io::Error {
        io::Error::other(refusal)
    }
}

/// Whether an address is not one of the open internet (RFC 6890 and what carries such addresses in it).
pub(crate) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let v4 = |high: u16, low: u16| is_private_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    match (a, b) {
        // Mapped, compatible (with :: and ::1) and translated addresses carry one of the older kind.
        (0, 0) if (c, d, e) == (0, 0, 0) && matches!(f, 0 | 0xffff) => f == 0 || v4(g, h),
        (0x64, 0xff9b) => (c, d, e, f) != (0, 0, 0, 0) || v4(g, h),
        (0x2002, high) => v4(high, c),
        (0x2001, 0 | 0xdb8) | (0x100, 0) => true,
        _ => (a & 0xfe00) == 0xfc00 || (a & 0xffc0) == 0xfe80 || (a & 0xff00) == 0xff00,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_addresses_are_known_in_every_dress() {
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(is_private(address.parse().unwrap()), "{address}");
        }
        for address in
            ["1.1.1.1", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
        {
            assert!(!is_private(address.parse().unwrap()), "{address}");
        }
    }
}
