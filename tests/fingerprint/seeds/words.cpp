// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "../seed.h"

// Words of a text, counted and shortened.
namespace {

const char *const texts[] = {"the quick brown fox jumps over the lazy dog", "to be or not to be that is the question",
                             "a rose is a rose is a rose", "one two three two one"};

bool isStopWord(const QString &word)
{
    return word == u"the"_s || word == u"a"_s || word == u"to"_s || word.size() < 2;
}

QString shortened(const QString &word, int most)
{
    if (word.size() <= most)
        return word;
    return word.left(most - 1) + u'.';
}

QMap<QString, int> counted(const QString &text)
{
    QMap<QString, int> counts;
    for (const QString &word : text.split(u' ')) {
        if (isStopWord(word))
            continue;
        counts[word] += 1;
    }
    return counts;
}

int score(const QString &word, int count)
{
    int sum = 0;
    for (const QChar c : word)
        sum = sum * 31 + c.unicode() - 96;
    return sum % 1000 + count * 7;
}

} // namespace

QString work(int input)
{
    const QMap<QString, int> counts = counted(QString::fromLatin1(texts[input % 4]));
    QStringList lines;
    int total = 0;
    for (auto it = counts.begin(); it != counts.end(); ++it) {
        total += it.value();
        lines.append(shortened(it.key(), 3 + input % 3) + u'=' + QString::number(score(it.key(), it.value())));
    }
    if (total > 5 && input != 2)
        lines.prepend(u"many"_s);
    std::sort(lines.begin(), lines.end(), [](const QString &a, const QString &b) { return a.size() < b.size() || (a.size() == b.size() && a < b); });
    return lines.join(u", "_s) + u" of %1"_s.arg(total);
}
