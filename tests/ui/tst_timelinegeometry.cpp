// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Where the timeline's runs are, and what its lanes sum up: against what one finds by looking at every run.
#include <once/lanepicture.h>
#include <once/lanestack.h>
#include <once/rangestats.h>
#include <once/timescale.h>

#include <QRandomGenerator>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 begin = 1'763'683'200'000'000; // 2025-11-21
constexpr qint64 second = 1'000'000;

class RandomLane
{
public:
    explicit RandomLane(quint32 seed, int most = 200) : m_random(seed)
    {
        const int count = m_random.bounded(most);
        const qint64 spread = 1 + m_random.bounded(100 * int(second));
        const qint64 length = 1 + m_random.bounded(20 * int(second));
        QList<RunRow> rows;
        for (RunId id = 1; id <= count; ++id)
            rows.append(row(id, begin + m_random.bounded(spread), m_random.bounded(length)));
        runs = RunTable(rows);
        sums.assign(entries());
    }

    RunRow row(RunId id, qint64 startUs, qint64 lengthUs)
    {
        static constexpr std::array statuses{Status::Running,  Status::Failed,    Status::TimedOut,
                                             Status::Lost,     Status::Cancelled, Status::Succeeded,
                                             Status::Succeeded};
        const Status status = statuses.at(std::size_t(m_random.bounded(int(statuses.size()))));
        const qint64 finishedUs = status == Status::Running ? 0 : startUs + lengthUs;
        return {.id = id,
                .work = 1,
                .status = status,
                .startedUs = startUs,
                .finishedUs = finishedUs,
                .queuedUs = startUs};
    }

    LaneSums::Entry entry(qsizetype at) const
    {
        return {spanOf(runs.at(at)), quint32(at), isFailure(runs.at(at).status)};
    }

    std::vector<LaneSums::Entry> entries() const
    {
        std::vector<LaneSums::Entry> all;
        for (qsizetype at = 0; at < runs.size(); ++at)
            all.push_back(entry(at));
        return all;
    }

    // Edges of columns over any part of it, and beyond both ends.
    std::vector<qint64> edges()
    {
        std::vector<qint64> all{begin - 5 * second + m_random.bounded(60 * int(second))};
        const qint64 width = 1 + m_random.bounded(3 * int(second));
        while (all.size() < 60)
            all.push_back(all.back() + width);
        return all;
    }

    qint64 someTime() { return begin + m_random.bounded(120 * int(second)); }

    RunTable runs;
    LaneSums sums;

private:
    QRandomGenerator m_random;
};

// What a column shows, found by looking at every run.
LaneColumn columnByHand(const RunTable &runs, qint64 fromUs, qint64 toUs, qint64 nowUs)
{
    LaneColumn column;
    qint64 busy = 0;
    toUs = std::min(toUs, nowUs);
    for (qsizetype at = 0; at < runs.size() && fromUs <= nowUs; ++at) {
        const RunSpan span = spanOf(runs.at(at));
        const bool touches = span.startUs <= toUs && span.endUs >= fromUs;
        column.runs += touches;
        column.failures += touches && isFailure(runs.at(at).status);
        busy += std::max<qint64>(0, std::min(span.endUs, toUs) - std::max(span.startUs, fromUs));
    }
    if (toUs > fromUs)
        column.share = double(busy) / double(toUs - fromUs);
    return column;
}

void compareColumns(RandomLane &lane)
{
    const std::vector<qint64> edges = lane.edges();
    const qint64 nowUs = lane.someTime();
    std::vector<LaneColumn> columns;
    lane.sums.columns(edges, nowUs, columns);
    QCOMPARE(columns.size(), edges.size() - 1);
    for (std::size_t at = 0; at < columns.size(); ++at)
        QCOMPARE(columns[at], columnByHand(lane.runs, edges[at], edges[at + 1], nowUs));
}

int atOnce(const RunTable &runs, qint64 us)
{
    int count = 0;
    for (qsizetype at = 0; at < runs.size(); ++at) {
        const RunSpan span = spanOf(runs.at(at));
        count += span.startUs <= us && span.endUs > us;
    }
    return count;
}

} // namespace

class TestTimelineGeometry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sumsAreThoseOfAllRuns()
    {
        for (quint32 seed = 1; seed <= 1'000 && !QTest::currentTestFailed(); ++seed) {
            RandomLane lane(seed);
            compareColumns(lane);
        }
    }

    void sumsFollowRunsThatComeAndChange()
    {
        for (quint32 seed = 1; seed <= 30 && !QTest::currentTestFailed(); ++seed) {
            RandomLane lane(seed, 1'000);
            for (int round = 0; round < 50; ++round) {
                const qsizetype at = lane.runs.size();
                lane.runs.append({lane.row(at + 1, lane.someTime(), round * second)});
                lane.sums.add(lane.entry(at), lane.runs);
                lane.sums.remove(lane.entry(at / 2), lane.runs);
                lane.runs.set(at / 2, lane.row(at / 2 + 1, lane.someTime(), round * second));
                lane.sums.add(lane.entry(at / 2), lane.runs);
            }
            compareColumns(lane);
            const qint64 us = lane.someTime();
            QCOMPARE(qint64(lane.sums.placesTouching(us, us + second, lane.runs).size()),
                     lane.sums.countTouching(us, us + second));
        }
    }

    void everyRunThatTouchesAStretchIsFound()
    {
        for (quint32 seed = 1; seed <= 60; ++seed) {
            RandomLane lane(seed, 2'000);
            const qint64 fromUs = lane.someTime(), toUs = fromUs + 3 * second;
            QSet<quint32> expected, found;
            for (qsizetype at = 0; at < lane.runs.size(); ++at) {
                const RunSpan span = spanOf(lane.runs.at(at));
                if (span.startUs <= toUs && span.endUs >= fromUs)
                    expected.insert(quint32(at));
            }
            for (const std::size_t place : lane.sums.placesTouching(fromUs, toUs, lane.runs))
                found.insert(lane.sums.row(place));
            QCOMPARE(found, expected);
            QCOMPARE(lane.sums.countTouching(fromUs, toUs), expected.size());
        }
    }

    void aFailureIsSeenAtEveryZoom()
    {
        for (quint32 seed = 1; seed <= 20; ++seed) {
            QRandomGenerator random(seed);
            QList<RunRow> rows;
            for (RunId id = 1; id <= 2'000; ++id) {
                const qint64 startUs = begin + id * second;
                rows.append({.id = id,
                             .work = 1,
                             .status = Status::Succeeded,
                             .startedUs = startUs,
                             .finishedUs = startUs + 900'000});
            }
            RunRow &failed = rows[random.bounded(2'000)];
            failed.status = Status::Failed;
            failed.finishedUs =
                failed.startedUs + random.bounded(2) * random.bounded(1'000'000); // or at once
            const RunTable runs(rows);
            Lane lane;
            std::vector<LaneSums::Entry> entries;
            for (qsizetype at = 0; at < runs.size(); ++at)
                entries.push_back({spanOf(runs.at(at)), quint32(at), isFailure(runs.at(at).status)});
            lane.sums.assign(entries);
            for (double usPerPixel = 1; usPerPixel < 1e10; usPerPixel *= 3) {
                const double x = random.bounded(1'000.0);
                const TimeScale scale(
                    {.anchorUs = failed.startedUs, .anchorX = x, .usPerPixel = usPerPixel, .right = 1'000});
                std::vector<qint64> edges;
                for (int edge = 0; edge <= 1'000; ++edge)
                    edges.push_back(scale.us(edge));
                const LanePicture picture = pictureOf(lane, runs, scale, edges, begin + 4'000 * second);
                const auto isIt = [&](const LaneBar &bar) { return runs.at(bar.row).id == failed.id; };
                if (picture.isSummed)
                    QCOMPARE(picture.columns.at(std::size_t(x)).failures, 1);
                else
                    QVERIFY(std::ranges::count_if(picture.bars, isIt) == 1);
            }
        }
    }

    void runsThatOverlapAreStackedInAsFewRowsAsCanBe()
    {
        for (quint32 seed = 1; seed <= 200; ++seed) {
            RandomLane lane(seed, 40);
            int most = 0;
            QHash<quint8, qint64> ends;
            for (std::size_t place = 0; place < lane.sums.size(); ++place) {
                const RunSpan span = spanOf(lane.runs.at(lane.sums.row(place)));
                most = std::max(most, atOnce(lane.runs, span.startUs));
                const quint8 row = lane.sums.stacked(place);
                if (row < LaneStack::most)
                    QVERIFY(std::exchange(ends[row], span.endUs) <= span.startUs);
            }
            if (most > 0 && most <= LaneStack::most)
                QCOMPARE(lane.sums.depth(), most);
        }
    }

    void whatFindsNoRowIsCounted()
    {
        LaneStack stack;
        for (int at = 0; at < LaneStack::most; ++at)
            QCOMPARE(stack.place({begin + at, openEnd}), at);
        QCOMPARE(stack.place({begin + 100, openEnd}), LaneStack::most);
        QCOMPARE(stack.place({begin + 101, openEnd}), LaneStack::most);
    }

    void barsAreFoundWhereTheyAreSeen()
    {
        LanePicture picture;
        picture.bars = {{0, 0, 10, 110}, {1, 1, 20, 60}, {2, 0, 200, 200.4}, {3, 0, 203, 203.1}};
        const auto rowAt = [&](double x, int stacked) {
            const LaneBar *bar = picture.barAt(x, stacked);
            return bar ? int(bar->row) : -1;
        };
        QCOMPARE(rowAt(30, 0), 0);
        QCOMPARE(rowAt(30, 1), 1);
        QCOMPARE(rowAt(70, 1), -1);
        QCOMPARE(rowAt(9, 0), -1);
        QCOMPARE(rowAt(198, 0), 2); // what is thin reaches farther
        QCOMPARE(rowAt(205, 0), 3);
        QCOMPARE(rowAt(208, 0), -1);
    }

    void gapsAreWhereNothingRan()
    {
        IdleGaps gaps;
        gaps.assign(
            {{begin + 50, begin + 60}, {begin, begin + 10}, {begin + 5, begin + 20}, {begin + 58, openEnd}},
            begin + 90);
        QCOMPARE(gaps.gaps(), std::vector<IdleGap>({{begin + 20, begin + 50}}));
        gaps.cover(begin + 100, begin + 110);
        gaps.cover(begin - 30, begin - 20);
        gaps.cover(begin + 30, begin + 35);
        QCOMPARE(gaps.gaps(),
                 std::vector<IdleGap>({{begin - 20, begin},
                                       {begin + 20, begin + 30},
                                       {begin + 35, begin + 50},
                                       {begin + 90, begin + 100}}));
        gaps.cover(begin - 10, begin + 95);
        QCOMPARE(gaps.gaps(), std::vector<IdleGap>({{begin - 20, begin - 10}, {begin + 95, begin + 100}}));
    }

    void timeAscendsAndComesBack_data()
    {
        QTest::addColumn<bool>("folds");
        QTest::newRow("straight") << false;
        QTest::newRow("with idle stretches folded") << true;
    }

    void timeAscendsAndComesBack()
    {
        QFETCH(bool, folds);
        for (quint32 seed = 1; seed <= 60; ++seed) {
            QRandomGenerator random(seed);
            std::vector<IdleGap> gaps;
            for (qint64 us = begin; gaps.size() < 40;) {
                us += 1 + random.bounded(100 * int(second));
                gaps.push_back({us, us + 1 + random.bounded(1'000 * int(second))});
                us = gaps.back().toUs;
            }
            const qint64 anchorUs = begin + random.bounded(20'000) * second;
            const double anchorX = random.bounded(1'200.0);
            const TimeScale scale({.anchorUs = anchorUs,
                                   .anchorX = anchorX,
                                   .usPerPixel = 1e3 * (1 + random.bounded(1'000)),
                                   .right = 1'200,
                                   .gaps = folds ? &gaps : nullptr,
                                   .leastFoldedUs = 20 * second});
            QVERIFY(qAbs(scale.x(anchorUs) - anchorX) < 1e-6);
            qint64 before = scale.us(-50);
            for (double x = -49.5; x < 1'250; x += 0.5) {
                const qint64 us = scale.us(x);
                QVERIFY(us > before);
                QVERIFY(qAbs(scale.x(us) - x) < 0.01);
                before = us;
            }
            for (const TimeScale::Fold &fold : scale.folds()) {
                QVERIFY(qAbs(scale.x(fold.toUs) - scale.x(fold.fromUs) - TimeScale::foldWidth) < 1e-6);
                QVERIFY(fold.length() > 20 * second);
            }
        }
    }

    void aRangeTellsCountAndDurationsOfEachWork()
    {
        QList<RunRow> rows;
        for (RunId id = 1; id <= 100; ++id)
            rows.append({.id = id,
                         .work = 1,
                         .status = id % 10 ? Status::Succeeded : Status::Failed,
                         .startedUs = begin + id * second,
                         .finishedUs = begin + id * second + id * 1'000});
        rows.append({.id = 101, .work = 2, .status = Status::Running, .startedUs = begin + 50 * second});
        Lanes lanes;
        HistoryWork one, two;
        one.path = u"root.a.one"_s;
        two.path = u"root.a.two"_s;
        one.isWork = two.isWork = true;
        one.id = 1;
        two.id = 2;
        lanes.setComponents({one, two});
        lanes.replaceRuns(RunTable(rows));
        std::vector<const LaneSums *> sums;
        for (std::size_t at = 0; at < lanes.size(); ++at)
            sums.push_back(&lanes.at(at).sums);
        const RangeStats stats =
            statsOf(sums, lanes.runs(), begin + second, begin + 101 * second, begin + 60 * second);
        QCOMPARE(stats.runs, 101);
        QCOMPARE(stats.failures, 10);
        QCOMPARE(stats.busyUs, 5'050 * 1'000 + 10 * second);
        QCOMPARE(stats.works.at(0).work, 2);
        QCOMPARE(stats.works.at(1).p50Us, 50'000);
        QCOMPARE(stats.works.at(1).p95Us, 95'000);
        QCOMPARE(statsOf(sums, lanes.runs(), begin, begin + second, begin).runs, 0);
    }
};

QTEST_GUILESS_MAIN(TestTimelineGeometry)
#include "tst_timelinegeometry.moc"
