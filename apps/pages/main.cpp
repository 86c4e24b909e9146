// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/once.h>

#include <QTemporaryDir>

#include <cstdio>

// A program that writes files where it is told to, such as a renderer.
QString render(const QTemporaryDir &folder, const QString &name, const QByteArray &content)
{
    QFile file(folder.filePath(name));
    if (!file.open(QFile::WriteOnly))
        throw once::FileError(file.errorString());
    file.write(content);
    return file.fileName();
}

class Page : public once::Work
{
public:
    once::File run(const QString &title)
    {
        std::printf("a page about %s\n", qPrintable(title));
        const QTemporaryDir folder; // gone when run() has ended
        return once::File(render(folder, title + ".txt", title.toUpper().toUtf8() + '\n'));
    }
};

class Book : public once::Work
{
public:
    once::File run(const std::vector<once::File> &pages)
    {
        QByteArray all;
        for (const once::File &page : pages)
            all += page.read();
        std::printf("a book of %zu pages and %d bytes\n", pages.size(), int(all.size()));
        const QTemporaryDir folder;
        return once::File(render(folder, "book.txt", all));
    }
};

class Pages : public once::Flow
{
public:
    once::Child<Page> page{this, "page", {.version = "1", .props = {"title"}}};
    once::Child<Book> book{this, "book", {.version = "1", .props = {"pages"}}};

    void run()
    {
        const once::File rain = page.run(QStringLiteral("rain"));
        const once::File sun = page.run(QStringLiteral("sun"));
        book.run(std::vector{rain, sun});
        stop();
    }
};

int main(int argc, char *argv[]) { return once::run<Pages>(argc, argv); }
