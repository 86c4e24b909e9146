// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/contents.h>

#include <once/detail/kept/files.h>
#include <once/detail/kept/storeerrors.h>

#include <QFile>
#include <QFileInfo>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr char referenceMark = '\xff'; // no encoding begins with it
constexpr std::size_t mostKept = 10'000;

} // namespace

Contents::Contents(Database &database, const QString &folder, bool durable)
    : m_database(database), m_folder(folder), m_durable(durable),
      m_insert(database, "INSERT INTO contents (digest, data) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING"),
      m_select(database, "SELECT data FROM contents WHERE digest = ?"),
      m_drop(database, "DELETE FROM contents WHERE digest = ? RETURNING data IS NULL"),
      m_length(database, "SELECT length(data) FROM contents WHERE digest = ?"),
      m_isThere(database, "SELECT 1 FROM contents WHERE digest = ?")
{
}

QByteArray Contents::keep(const Value &value)
{
    if (value.encoding().size() <= inPlaceLimit)
        return value.encoding();
    if (m_kept.size() >= mostKept)
        m_kept.clear();
    if (!m_kept.contains(value.digest())) {
        write(value);
        m_kept.insert(value.digest());
    }
    return referenceTo(value.digest());
}

QByteArray Contents::referenceTo(const Digest &digest) { return referenceMark + digest.bytes().toByteArray(); }

void Contents::write(const Value &value)
{
    const bool large = value.encoding().size() > databaseLimit && !m_folder.isEmpty();
    m_insert.run(value.digest(), large ? QByteArray() : value.encoding());
    if (large && m_database.changes() > 0)
        writeCompressed(blobFile(value.digest()), value.encoding(), m_durable);
}

Value Contents::value(QByteArrayView column)
{
    if (!isReference(column))
        return column.isEmpty() ? Value() : Value(column.toByteArray());
    const Digest digest = referred(column);
    Rows rows = m_select.query(digest);
    if (!rows.next())
        throw damaged(m_database.file(), u"The value %1 is not there."_s.arg(digest.toHex()));
    Value value(rows.isNull(0) ? readCompressed(blobFile(digest)) : rows.bytes(0));
    if (value.digest() != digest)
        throw damaged(m_database.file(), u"The value %1 is not what was written."_s.arg(digest.toHex()));
    return value;
}

// A file that is damaged is put aside, for whoever wants to know what has become of it.
void Contents::dropIfDamaged(QByteArrayView column)
{
    try {
        value(column);
    } catch (const StoreError &) {
        m_drop.run(referred(column));
        putAsDamaged(m_folder, blobFile(referred(column)));
    }
}

bool Contents::drop(const Digest &digest)
{
    Rows rows = m_drop.query(digest);
    return rows.next() && rows.integer(0) != 0 && !m_folder.isEmpty();
}

void Contents::removeFile(const Digest &digest)
{
    if (!m_isThere.query(digest).next())
        QFile::remove(blobFile(digest));
}

qint64 Contents::size(QByteArrayView column)
{
    if (!isReference(column))
        return column.size();
    Rows rows = m_length.query(referred(column));
    if (!rows.next())
        return 0;
    return rows.isNull(0) ? QFileInfo(blobFile(referred(column))).size() : rows.integer(0);
}

bool Contents::isReference(QByteArrayView column) { return column.startsWith(referenceMark); }

QString Contents::blobFile(const Digest &digest) const
{
    return u"%1/blobs/%2.zst"_s.arg(m_folder, digest.toHex());
}

} // namespace once::detail
