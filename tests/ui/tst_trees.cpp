// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/componentsmodel.h>
#include <once/propsmodel.h>
#include <once/runsmodel.h>

#include <ui/fakehistory.h>

#include <QAbstractItemModelTester>
#include <QIcon>
#include <QRandomGenerator>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

// The whole tree as text: "a(b c(d))".
QString textOf(const QAbstractItemModel &model, int column, const QModelIndex &parent = {})
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const QString below = textOf(model, column, index);
        rows.append(index.siblingAtColumn(column).data().toString()
                    + (below.isEmpty() ? QString() : u"(%1)"_s.arg(below)));
    }
    return rows.join(u' ');
}

// As many leaves as plain recursion over the JSON finds.
int leaves(const Json &json)
{
    if (!json.is_structured())
        return 1;
    int count = 0;
    for (const Json &child : json)
        count += leaves(child);
    return count;
}

int leaves(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    int count = 0;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const QString text = index.siblingAtColumn(PropsModel::Text).data().toString();
        count += model.hasChildren(index) ? leaves(model, index) : text != "{ 0 }"_L1 && text != "[ 0 ]"_L1;
    }
    return count;
}

Json randomJson(QRandomGenerator &random, int depth)
{
    const int kind = random.bounded(depth > 0 ? 6 : 4);
    if (kind == 0)
        return random.bounded(100);
    if (kind == 1)
        return u"text %1"_s.arg(random.bounded(100));
    if (kind == 2)
        return nullptr;
    if (kind == 3)
        return random.bounded(1.0);
    Json json = kind == 4 ? Json::array() : Json::object();
    for (int i = random.bounded(5); i > 0; --i) {
        if (kind == 4)
            json.push_back(randomJson(random, depth - 1));
        else
            json["key" + std::to_string(i)] = randomJson(random, depth - 1);
    }
    return json;
}

} // namespace

class TestTrees : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void componentsGrowIntoATree();
    void componentsCountTheirRunsAndSkips();
    void aFlowShowsWhatIsMostPressing();
    void aPausedWorkSaysSo();
    void propsShowEveryLeaf();
    void propsOfAPlainValueAreOneRow();
};

void TestTrees::componentsGrowIntoATree()
{
    ComponentsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setComponents({test::component(1, u"root"_s, false), test::component(2, u"root.a.b"_s, true)});
    QCOMPARE(textOf(model, ComponentsModel::Name), u"root(a(b))"_s);
    model.setComponents({test::component(1, u"root"_s, false), test::component(2, u"root.a.b"_s, true),
                         test::component(3, u"root.c"_s, true), test::component(4, u"root.a.d"_s, true)});
    QCOMPARE(textOf(model, ComponentsModel::Name), u"root(a(b d) c)"_s);
    const QModelIndex root = model.index(0, 0);
    QCOMPARE(model.path(root), QString());
    QCOMPARE(model.path(model.index(0, 0, model.index(0, 0, root))), u"a.b"_s);
}

void TestTrees::componentsCountTheirRunsAndSkips()
{
    ComponentsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setComponents({test::component(1, u"root"_s, false), test::component(2, u"root.b"_s, true)});
    model.appendRuns(
        {{.id = 1, .work = 2, .status = Status::Succeeded}, {.id = 2, .work = 2, .status = Status::Running}});
    model.setSkipCounts({{2, 6}});
    QCOMPARE(textOf(model, ComponentsModel::Calls), u"(8)"_s);
    QCOMPARE(textOf(model, ComponentsModel::Ran), u"(2)"_s);
    QCOMPARE(textOf(model, ComponentsModel::HitRate), u"(75.0)"_s);
    QCOMPARE(textOf(model, ComponentsModel::Last), u"(now)"_s);
    model.replaceRuns({{.id = 1, .work = 2, .status = Status::Succeeded}});
    QCOMPARE(textOf(model, ComponentsModel::Ran), u"(1)"_s);
}

void TestTrees::aFlowShowsWhatIsMostPressing()
{
    ComponentsModel model;
    model.setComponents({test::component(1, u"root.b"_s, true), test::component(2, u"root.c"_s, true)});
    const auto outcome = [&] { return model.index(0, 0).data(StatusRole); };
    QVERIFY(!outcome().isValid());
    model.appendRuns({{.id = 1, .work = 1, .status = Status::Succeeded}});
    QCOMPARE(outcome().toInt(), int(Status::Succeeded));
    model.appendRuns({{.id = 2, .work = 2, .status = Status::Failed}});
    QCOMPARE(outcome().toInt(), int(Status::Failed));
    model.appendRuns({{.id = 3, .work = 1, .status = Status::Running}});
    QCOMPARE(outcome().toInt(), int(Status::Running));
    model.changeRuns(
        {{.id = 3, .work = 1, .status = Status::Succeeded}, {.id = 1, .work = 1, .status = Status::Running}});
    QCOMPARE(outcome().toInt(), int(Status::Failed));
}

void TestTrees::aPausedWorkSaysSo()
{
    ComponentsModel model;
    HistoryWork weighs = test::component(2, u"root.weighs"_s, true);
    model.setComponents({test::component(1, u"root"_s, false), weighs});
    const QModelIndex name = model.index(0, ComponentsModel::Name, model.index(0, 0));
    QVERIFY(!model.isPaused(u"root.weighs"_s));
    weighs.pauseNote = u"its last 3 runs have failed"_s;
    model.setComponents({test::component(1, u"root"_s, false), weighs});
    QVERIFY(model.isPaused(u"root.weighs"_s));
    QCOMPARE(name.data().toString(), u"weighs, paused"_s);
    QCOMPARE(name.data(Qt::AccessibleTextRole).toString(), u"weighs, paused"_s);
    QCOMPARE(name.data(Qt::ToolTipRole).toString(), u"weighs is paused: its last 3 runs have failed"_s);
    QVERIFY(!name.data(Qt::DecorationRole).value<QIcon>().isNull());
    weighs.pauseNote.reset();
    model.setComponents({test::component(1, u"root"_s, false), weighs});
    QCOMPARE(name.data().toString(), u"weighs"_s);
    QVERIFY(name.data(Qt::DecorationRole).isNull());
}

void TestTrees::propsShowEveryLeaf()
{
    QRandomGenerator random(5);
    PropsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    for (int round = 0; round < 50; ++round) {
        Json json = Json::object();
        for (int i = 0; i < 4; ++i)
            json["prop" + std::to_string(i)] = randomJson(random, 3);
        model.setJson(json);
        QCOMPARE(leaves(model), leaves(json));
    }
    model.setJson({{"day", "2026-11-21"}, {"list", {1, 2}}});
    QCOMPARE(textOf(model, PropsModel::Key), u"day list(0 1)"_s);
    QCOMPARE(textOf(model, PropsModel::Text), u"2026-11-21 [ 2 ](1 2)"_s);
}

void TestTrees::propsOfAPlainValueAreOneRow()
{
    PropsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setJson(42);
    QCOMPARE(textOf(model, PropsModel::Text), u"42"_s);
    model.setJson(Json());
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(TestTrees)
#include "tst_trees.moc"
