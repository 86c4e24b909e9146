// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/differences.h>

#include <support/madeup.h>

#include <QtTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

// "a.0: 1 -> 2", "+ b: 3", "- c: 4"
QString textOf(const Change &change)
{
    switch (change.kind) {
    case Change::Kind::Added:
        return u"+ %1: %2"_s.arg(change.path, preview(change.now));
    case Change::Kind::Removed:
        return u"- %1: %2"_s.arg(change.path, preview(change.then));
    case Change::Kind::Changed:
        break;
    }
    return u"%1: %2 -> %3"_s.arg(change.path, preview(change.then), preview(change.now));
}

QStringList textsOf(const QList<Change> &changes)
{
    QStringList texts;
    for (const Change &change : changes)
        texts.append(textOf(change));
    return texts;
}

Json numbers(int count)
{
    Json array = Json::array();
    for (int i = 0; i < count; ++i)
        array.push_back(i);
    return array;
}

Json pointTo(const Json &value, const QString &path)
{
    Json part = value;
    for (const QString &step : path.split(u'.'))
        part = part.is_array() ? part.at(step.toULong()) : part.at(step.toStdString());
    return part;
}

// Makes `then` into `now` by the changes alone: removes from the end, adds from the front, and replaces.
Json applied(Json value, const QList<Change> &changes)
{
    for (auto it = changes.crbegin(); it != changes.crend(); ++it)
        if (it->kind == Change::Kind::Removed)
            value.is_array() ? value.erase(it->path.toULong()) : (void)value.erase(it->path.toStdString());
    for (const Change &change : changes) {
        const auto index = change.path.toLong();
        if (change.kind == Change::Kind::Removed)
            continue;
        if (!value.is_array())
            value[change.path.toStdString()] = change.now;
        else if (change.kind == Change::Kind::Added)
            value.insert(value.begin() + index, change.now);
        else
            value[std::size_t(index)] = change.now;
    }
    return value;
}

} // namespace

class DifferencesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void longArraysAreComparedByTheirMiddle();
    void equalValuesHaveNone();
    void everyDifferenceIsTrue();
    void theyMakeOneArrayIntoTheOther();
};

void DifferencesTest::names_data()
{
    QTest::addColumn<QString>("then");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QStringList>("changes");
    const auto add = [](const char *name, const QString &then, const QString &now,
                        const QStringList &changes) { QTest::newRow(name) << then << now << changes; };
    add("a value that is the whole", u"1"_s, u"2"_s, {u": 1 -> 2"_s});
    add("another type", u"1"_s, u"\"1\""_s, {u": 1 -> \"1\""_s});
    add("a whole number that became a real one", u"1"_s, u"1.0"_s, {u": 1 -> 1.0"_s});
    add("the sign of zero", u"0.0"_s, u"-0.0"_s, {u": 0.0 -> -0.0"_s});
    add("nothing that became something", u"null"_s, u"[]"_s, {u": null -> []"_s});
    add("one field of two", uR"({"a":1,"b":2})"_s, uR"({"a":1,"b":3})"_s, {u"b: 2 -> 3"_s});
    add("a field that came", uR"({"a":1})"_s, uR"({"a":1,"b":3})"_s, {u"+ b: 3"_s});
    add("a field that went", uR"({"a":1,"b":2})"_s, uR"({"b":2})"_s, {u"- a: 1"_s});
    add("a field that is now null", uR"({"a":1})"_s, uR"({"a":null})"_s, {u"a: 1 -> null"_s});
    add("deep inside", uR"({"opts":{"layers":[8,16,8]}})"_s, uR"({"opts":{"layers":[8,16,4]}})"_s,
        {u"opts.layers.2: 8 -> 4"_s});
    add("an object that became an array", uR"({"a":{}})"_s, uR"({"a":[]})"_s, {u"a: {} -> []"_s});
    add("an element put at the front", u"[1,2,3,4]"_s, u"[0,1,2,3,4]"_s, {u"+ 0: 0"_s});
    add("an element put in the middle", u"[1,2,3,4]"_s, u"[1,2,9,3,4]"_s, {u"+ 2: 9"_s});
    add("an element put at the end", u"[1,2]"_s, u"[1,2,3]"_s, {u"+ 2: 3"_s});
    add("an element taken from the front", u"[1,2,3]"_s, u"[2,3]"_s, {u"- 0: 1"_s});
    add("an element that was replaced", u"[1,2,3]"_s, u"[1,5,3]"_s, {u"1: 2 -> 5"_s});
    add("two that were replaced apart", u"[1,2,3,4,5]"_s, u"[1,9,3,8,5]"_s, {u"1: 2 -> 9"_s, u"3: 4 -> 8"_s});
    add("one taken and one put elsewhere", u"[1,2,3,4]"_s, u"[2,3,4,5]"_s, {u"- 0: 1"_s, u"+ 3: 5"_s});
    add("all elements", u"[1,2]"_s, u"[3,4,5]"_s, {u"0: 1 -> 3"_s, u"1: 2 -> 4"_s, u"+ 2: 5"_s});
    add("a field of an object in an array", uR"([{"a":1,"b":1},{"a":2,"b":2}])"_s,
        uR"([{"a":1,"b":1},{"a":2,"b":3}])"_s, {u"1.b: 2 -> 3"_s});
    add("an array that was emptied", u"[1,2]"_s, u"[]"_s, {u"- 0: 1"_s, u"- 1: 2"_s});
    add("repeated elements", u"[1,1,1]"_s, u"[1,1]"_s, {u"- 2: 1"_s});
}

void DifferencesTest::names()
{
    QFETCH(QString, then);
    QFETCH(QString, now);
    QFETCH(QStringList, changes);
    QCOMPARE(textsOf(differences(Json::parse(then.toStdString()), Json::parse(now.toStdString()))), changes);
}

void DifferencesTest::longArraysAreComparedByTheirMiddle()
{
    const Json many = numbers(100'000);
    Json more = many;
    more.insert(more.begin(), -1);
    more.insert(more.begin() + 60'000, -2);
    QVERIFY(differences(many, more).size() > 1000); // not aligned: that would take a hundred million steps
    more.erase(more.begin() + 60'000);
    QCOMPARE(textsOf(differences(many, more)), QStringList{u"+ 0: -1"_s});

    const Json fewer = numbers(1999);
    Json shifted = fewer;
    shifted.insert(shifted.begin(), -1);
    shifted.back() = -2;
    QCOMPARE(textsOf(differences(fewer, shifted)), (QStringList{u"+ 0: -1"_s, u"1999: 1998 -> -2"_s}));
}

void DifferencesTest::equalValuesHaveNone()
{
    MadeUp random(1);
    for (int i = 0; i < 300; ++i) {
        const Json value = random.json(4);
        QCOMPARE(differences(value, value).size(), 0);
        QVERIFY(isSame(value, value));
    }
    const Json nan = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(differences(Json{nan, 1}, Json{-nan.get<double>(), 1}).size(), 0);
}

void DifferencesTest::everyDifferenceIsTrue()
{
    MadeUp random(2);
    for (int i = 0; i < 300; ++i) {
        const Json then{{"a", random.json(4)}, {"b", random.json(2)}},
            now{{"a", random.json(4)}, {"b", random.json(2)}};
        const auto changes = differences(then, now);
        QCOMPARE(changes.isEmpty(), isSame(then, now));
        for (const Change &change : changes) {
            QVERIFY(!isSame(change.then, change.now) || change.kind != Change::Kind::Changed);
            if (change.kind != Change::Kind::Removed)
                QVERIFY(isSame(pointTo(now, change.path), change.now));
        }
    }
}

void DifferencesTest::theyMakeOneArrayIntoTheOther()
{
    MadeUp random(3);
    for (int i = 0; i < 500; ++i) {
        Json then = Json::array(), now = Json::array();
        for (int left = random.upTo(12); left > 0; --left)
            then.push_back(random.upTo(4));
        for (int left = random.upTo(12); left > 0; --left)
            now.push_back(random.upTo(4));
        const auto changes = differences(then, now);
        QCOMPARE(preview(applied(then, changes)), preview(now));
    }
}

QTEST_GUILESS_MAIN(DifferencesTest)
#include "tst_differences.moc"
