// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

namespace once::detail {

// Whether a variable, given as the compiler names it, may be one that the user's code writes. Not so what the
// compiler, the standard library, Qt or the framework has put beside the user's code.
bool mayBeWritten(QByteArrayView name);

QString demangled(QByteArrayView name);

// Whether a function is the standard library's, Qt's or the framework's, by its name as demangled() returns it. Names of
// templates begin with the type that they return, so that some others are taken for one as well.
bool belongsToLibrary(const QString &readable);

} // namespace once::detail
