// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/run.h>

#include <support/madeup.h>

#include <QtTest>

using namespace once;
using namespace Qt::StringLiterals;

class CauseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasItsWord_data();
    void everyKindHasItsWord();
    void everyStatusHasItsWord_data();
    void everyStatusHasItsWord();
    void skipsHaveTheirWords();
    void unknownWordsAreNone();
    void detailsComeBack();
    void detailsLeaveOutWhatIsEmpty();
    void textsForACell_data();
    void textsForACell();
};

// Words and numbers are in files: these rows may be added to, and never changed.
void CauseTest::everyKindHasItsWord_data()
{
    QTest::addColumn<int>("stored");
    QTest::addColumn<QString>("word");
    int stored = 0;
    for (const char *word : {"firstCall", "propsChanged", "cacheOff", "codeVersionChanged", "previousFailed",
                             "previousLost", "resultMissing", "resultForgotten", "forced", "retry",
                             "resultExpired", "notKept", "rememberedElsewhere"})
        QTest::newRow(word) << stored++ << QString::fromLatin1(word);
}

void CauseTest::everyKindHasItsWord()
{
    QFETCH(int, stored);
    QFETCH(QString, word);
    QCOMPARE(toWord(Cause::Kind(stored)), word);
    QCOMPARE(causeKindFromWord(word), Cause::Kind(stored));
}

void CauseTest::everyStatusHasItsWord_data()
{
    QTest::addColumn<int>("stored");
    QTest::addColumn<QString>("word");
    int stored = 0;
    for (const char *word :
         {"notStarted", "queued", "running", "succeeded", "failed", "cancelled", "timedOut", "lost"})
        QTest::newRow(word) << stored++ << QString::fromLatin1(word);
}

void CauseTest::everyStatusHasItsWord()
{
    QFETCH(int, stored);
    QFETCH(QString, word);
    QCOMPARE(toWord(Status(stored)), word);
    QCOMPARE(statusFromWord(word), Status(stored));
    QCOMPARE(isFinished(Status(stored)), stored >= 3);
}

void CauseTest::skipsHaveTheirWords()
{
    QCOMPARE(toWord(SkipCause::SameProps), u"sameProps"_s);
    QCOMPARE(toWord(SkipCause::NotYetDue), u"notYetDue"_s);
}

void CauseTest::unknownWordsAreNone()
{
    QVERIFY(!causeKindFromWord(u"becauseIWantTo") && !causeKindFromWord(u"")
            && !statusFromWord(u"Succeeded"));
}

void CauseTest::detailsComeBack()
{
    MadeUp random(1);
    for (int i = 0; i < 500; ++i) {
        const Cause cause = random.cause();
        QCOMPARE(causeFromJson(cause.kind, detailsToJson(cause)), cause);
    }
    const Json later{{"other", 3}, {"somethingNew", true}};
    QCOMPARE(causeFromJson(Cause::Kind::Retry, later), (Cause{.kind = Cause::Kind::Retry, .other = 3}));
    QCOMPARE(causeFromJson(Cause::Kind::Forced, Json(7)), (Cause{.kind = Cause::Kind::Forced}));
}

void CauseTest::detailsLeaveOutWhatIsEmpty()
{
    QVERIFY(detailsToJson({}).is_null());
    QCOMPARE(preview(detailsToJson({.other = 3, .paths = {u"day"_s}})), uR"({"other":3,"paths":["day"]})"_s);
}

void CauseTest::textsForACell_data()
{
    using Kind = Cause::Kind;
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<QString>("text");
    QTest::newRow("first call") << Cause() << u"first call"_s;
    QTest::newRow("props") << Cause{.kind = Kind::PropsChanged, .other = 3, .paths = {u"day"_s, u"rate"_s}}
                           << u"props changed: day, rate"_s;
    QTest::newRow("code") << Cause{.kind = Kind::CodeVersionChanged, .other = 3, .from = u"1"_s, .to = u"2"_s}
                          << u"code version changed: 1 → 2"_s;
    QTest::newRow("another run") << Cause{.kind = Kind::Retry, .other = 12} << u"retry (run 12)"_s;
    QTest::newRow("another app") << Cause{.kind = Kind::RememberedElsewhere, .from = u"run 3 of prices"_s}
                                 << u"remembered elsewhere: run 3 of prices"_s;
    QTest::newRow("another app, whose name is not read yet") << Cause{.kind = Kind::RememberedElsewhere}
                                                             << u"remembered elsewhere"_s;
    QTest::newRow("cache off") << Cause{.kind = Kind::CacheOff} << u"cache off"_s;
}

void CauseTest::textsForACell()
{
    QFETCH(Cause, cause);
    QFETCH(QString, text);
    QCOMPARE(shortText(cause), text);
}

QTEST_GUILESS_MAIN(CauseTest)
#include "tst_cause.moc"
