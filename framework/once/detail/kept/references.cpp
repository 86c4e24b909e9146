// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/references.h>

#include <once/detail/kept/columns.h>

#include <QFile>
#include <QFileInfo>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

bool isTrue(Rows rows) { return rows.next() && rows.integer(0) != 0; }

} // namespace

// The terms about x'ff' and '' are those of the indexes, as SQLite wants to see them again.
References::References(Database &database, Contents &contents, const QString &folder)
    : m_database(database), m_contents(contents), m_folder(folder), m_row(database, "SELECT row FROM calls WHERE key = ?"),
      m_references(database, "SELECT props, states, result, file FROM calls WHERE row = ?"),
      m_delete(database, "DELETE FROM calls WHERE row = ?"),
      m_isReferred(database, "SELECT EXISTS (SELECT 1 FROM calls WHERE result = ?1 AND result >= x'ff')"
                             " OR EXISTS (SELECT 1 FROM calls WHERE props = ?1 AND props >= x'ff')"
                             " OR EXISTS (SELECT 1 FROM calls WHERE states = ?1 AND states >= x'ff')"),
      m_isFile(database, "SELECT EXISTS (SELECT 1 FROM calls WHERE file = ? AND file <> '')")
{
}

void References::note(qint64 row, Loose &loose)
{
    Rows rows = m_references.query(row);
    if (!rows.next())
        return;
    for (int column = 0; column < 3; ++column)
        if (const QByteArrayView bytes = rows.bytesView(column); Contents::isReference(bytes))
            loose.contents.insert(Contents::referred(bytes));
    if (const QString file = rows.text(3); !file.isEmpty())
        loose.files.insert(file);
}

void References::note(const CallKey &key, Loose &loose)
{
    if (const auto row = rowOf(key))
        note(*row, loose);
}

void References::takeOut(qint64 row, Loose &loose)
{
    note(row, loose);
    m_delete.run(row);
}

void References::takeOut(const CallKey &key, Loose &loose)
{
    if (const auto row = rowOf(key))
        takeOut(*row, loose);
}

std::optional<qint64> References::rowOf(const CallKey &key)
{
    return first(m_row.query(key), [](const Rows &rows) { return rows.integer(0); });
}

void References::release(Loose &loose)
{
    std::erase_if(loose.contents, [this](const Digest &digest) {
        return isTrue(m_isReferred.query(Contents::referenceTo(digest))) || !m_contents.drop(digest);
    });
}

// A kill before leaves files that nobody refers to, which verify() finds.
void References::removeFiles(const Loose &loose)
try {
    if (loose.contents.empty() && loose.files.empty())
        return;
    Transaction transaction(m_database);
    for (const Digest &digest : loose.contents)
        m_contents.removeFile(digest);
    for (const QString &file : loose.files)
        if (!isTrue(m_isFile.query(file)))
            QFile::remove(fileNamed(file));
} catch (const StoreError &) { // and so does it when others write all the time
}

QString References::fileNamed(const QString &name) const { return u"%1/blobs/%2"_s.arg(m_folder, QFileInfo(name).fileName()); }

} // namespace once::detail
