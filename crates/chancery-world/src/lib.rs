//! what is known beforehand
