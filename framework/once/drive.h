// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/file.h>

#include <QStringList>

#include <chrono>

namespace once {

// A named place in the app's data folder that works share: what the run() of one puts there under a name, the run()
// of another gets, in this start of the app or a later one. For files that are not the result of a call, such as the
// best model so far; where one call makes a file and another uses it, return a File instead: what is got from a drive
// is not a prop, and does not make a work run again.
//
// Cheap to make; drives with equal ids are one. All but the constructor is for run() of a work, and throws
// std::logic_error elsewhere, and FileError when it cannot be done.
class Drive
{
public:
    enum class Names { OfOneWork, OfAnyWork }; // whether several works may have a file of one name there

    // Throws std::logic_error when the id is empty or no name for a folder.
    explicit Drive(const QString &id, Names names = Names::OfOneWork);

    // In place of what this work has put there under that name; by default, the file's own. Others see the old or the
    // new content, never a part.
    void put(const QString &path, const QString &name = {}) const;
    void remove(const QString &name) const; // only what this work has put there

    QStringList names() const;                     // in order
    QStringList owners(const QString &name) const; // paths of the works that have put it there

    // The content as it is now. When it is not there it waits, until `wait` is over or the run is asked to stop. When
    // several works have a file of that name, `owner` has to say whose.
    File get(const QString &name, const QString &owner = {}, std::chrono::milliseconds wait = {}) const;

private:
    QString m_id;
    Names m_names;
};

} // namespace once
