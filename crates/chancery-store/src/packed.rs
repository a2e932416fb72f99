//! Whole records as bytes of the archive: deflated JSON.

use chancery_record::Record;
use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use rusqlite::Connection;
use std::io::{Read, Write};

/// The whole record of an article.
pub(crate) fn stored_record(connection: &Connection, key: i64) -> rusqlite::Result<Record> {
    let mut statement = connection.prepare_cached("SELECT record FROM records WHERE article = ?")?;
    statement.query_row([key], |row| {
        unpack(row.get_ref(0)?.as_blob()?).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, Box::new(error))
        })
    })
}

/// The record as bytes of the archive.
pub(crate) fn pack(record: &Record) -> rusqlite::Result<Vec<u8>> {
    let failed = |error: std::io::Error| rusqlite::Error::ToSqlConversionFailure(Box::new(error));
    let json = serde_json::to_vec(record)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let mut deflated = ZlibEncoder::new(Vec::new(), Compression::new(2));
    deflated.write_all(&json).map_err(failed)?;
    deflated.finish().map_err(failed)
}

/// The record of bytes of the archive.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Record, std::io::Error> {
    let mut json = Vec::new();
    // No record is longer than this; a damaged one must not fill the memory.
    ZlibDecoder::new(bytes).take(1 << 31).read_to_end(&mut json)?;
    serde_json::from_slice(&json).map_err(std::io::Error::from)
}
