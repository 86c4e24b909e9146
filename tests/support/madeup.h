// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

#include <QRandomGenerator>

// Values and runs that nobody would think of, the same ones for the same seed.
class MadeUp
{
public:
    explicit MadeUp(quint32 seed) : m_random(seed) { }

    int upTo(int most) { return int(m_random.bounded(most + 1)); }
    bool maybe() { return m_random.bounded(2) == 0; }

    QString text(int most)
    {
        static const QString letters = QStringLiteral("abc \"\\\n\t0%é漢\U0001F600");
        QString text;
        for (int left = upTo(most); left > 0; --left)
            text += letters[upTo(int(letters.size()) - 1)];
        return QString::fromUtf8(text.toUtf8()); // whole characters
    }

    once::Json json(int depth = 3)
    {
        switch (upTo(depth > 0 ? 7 : 5)) {
        case 0:
            return nullptr;
        case 1:
            return maybe();
        case 2:
            return qint64(m_random.generate64());
        case 3:
            return m_random.generate64();
        case 4:
            return m_random.generateDouble() * 1e6 - 5e5;
        case 5:
            return once::Json(text(20));
        case 6:
            return array(depth);
        }
        return object(depth);
    }

    once::Value value(int mostText = 300)
    {
        return upTo(4) == 0 ? once::Value() : once::Value::of(once::Json{json(), once::Json(text(mostText))});
    }

    once::Instant instant() { return once::fromMicroseconds(1'600'000'000'000'000 + upTo(1'000'000'000)); }

    once::Run run(once::RunId id)
    {
        once::Run run;
        run.id = id;
        run.work = QStringLiteral("root.work%1").arg(upTo(4));
        run.key = once::Digest::of(QByteArray::number(m_random.generate64()));
        run.status = once::Status(3 + upTo(4));
        run.cause = cause();
        run.tick = upTo(100'000);
        run.queued = instant();
        run.started = run.queued + once::Microseconds(upTo(1000));
        run.finished = run.started + once::Microseconds(upTo(100'000'000));
        run.props = value();
        run.propNames = maybe() ? QStringList{text(9), text(9)} : QStringList();
        run.result = value(3000);
        run.states = value(maybe() ? 3000 : 100'000);
        run.error = maybe() ? text(500) : QString();
        run.code = text(5);
        for (int left = upTo(1) * upTo(3); left > 0; --left)
            run.attempts.append({run.queued, run.started, once::Status::Failed, text(50)});
        run.log = maybe() ? text(maybe() ? 200 : 40'000).toUtf8() : QByteArray();
        return run;
    }

    once::Cause cause()
    {
        once::Cause cause;
        cause.kind = once::Cause::Kind(upTo(int(once::Cause::lastKind)));
        cause.other = upTo(1) * upTo(1000);
        cause.paths = maybe() ? QStringList{text(10) + u'x'} : QStringList();
        cause.upstream = upTo(1) * upTo(1000);
        cause.from = text(4);
        cause.to = text(4);
        return cause;
    }

private:
    once::Json array(int depth)
    {
        once::Json array = once::Json::array();
        for (int left = upTo(4); left > 0; --left)
            array.push_back(json(depth - 1));
        return array;
    }

    once::Json object(int depth)
    {
        once::Json object = once::Json::object();
        for (int left = upTo(4); left > 0; --left)
            object[text(6).toStdString()] = json(depth - 1);
        return object;
    }

    QRandomGenerator m_random;
};

inline QString attemptsOf(const once::Run &run)
{
    QStringList lines;
    for (const once::Attempt &attempt : run.attempts)
        lines.append(once::toIso(attempt.started) + once::toIso(attempt.finished) + once::toWord(attempt.status) + attempt.error);
    return lines.join(u'\n');
}

// All fields of a run, for comparing and for reading when two differ.
inline QString allOf(const once::Run &run)
{
    using namespace once;
    return QStringList{QString::number(run.id),
                       run.work,
                       run.key.toHex(),
                       toWord(run.status),
                       toWord(run.cause.kind),
                       preview(detailsToJson(run.cause)),
                       QString::number(run.tick),
                       toIso(run.queued),
                       toIso(run.started),
                       toIso(run.finished),
                       run.props.encoding().toHex(),
                       run.propNames.join(u'|'),
                       run.result.encoding().toHex(),
                       run.states.encoding().toHex(),
                       run.error,
                       run.code,
                       QString::fromUtf8(run.log),
                       attemptsOf(run)}
        .join(u'\n');
}
