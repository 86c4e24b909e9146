// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QMap>
#include <QStringList>
#include <QTemporaryDir>

// How the project is built.
struct Configuration
{
    QString name;
    QString compiler = QStringLiteral("g++");
    QStringList flags;
    QStringList linkFlags{};
    bool hasSharedLibrary = false; // else library.cpp is in an archive
};

// The sources in project/, changed or not, and what differs in how they are built.
struct Variant
{
    QMap<QString, QString> sources;
    QStringList flags{}, linkFlags{};
    bool isReversed = false; // the order of the objects
    bool isStripped = false;
    QString folder = QStringLiteral("src");
};

// Builds variants of the project, and asks the programs for the fingerprint of their work(). An object is compiled once.
class Project
{
public:
    explicit Project(Configuration configuration);

    static QMap<QString, QString> originalSources();

    const Configuration &configuration() const { return m_configuration; }
    QString fingerprint(const Variant &variant); // "none", or a sentence beginning with "error"
    QStringList printed(const Variant &variant); // the fingerprint, and the globals

    // The steps of that, for tests that do something in between.
    QString link(const Variant &variant);            // the program
    QString dependencies() const { return path(QStringLiteral("work.linked")); }
    QStringList run(const QString &program, const QStringList &arguments = {}) const;
    QStringList objects(const Variant &variant);
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void execute(const QString &program, const QStringList &arguments) const; // throws std::runtime_error

private:
    QString object(const Variant &variant, const QString &source);
    QString library(const Variant &variant, const QString &object);

    Configuration m_configuration;
    QTemporaryDir m_folder;
    QHash<QByteArray, QString> m_objects;
};
