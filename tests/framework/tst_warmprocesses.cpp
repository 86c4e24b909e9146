// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Warm objects and processes: each has its own, and a forked child leaves its parent's alone.
#include <once/warm.h>

#include <support/child.h>

#include <QTest>

#include <cstdlib>
#include <fcntl.h>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

struct ModelId
{
    QString name;
    int version = 1;
};
ONCE_DESCRIBE(ModelId, name, version)

// A log that children write into, too: a line is one write.
class SharedLog
{
public:
    SharedLog()
    {
        if (::pipe2(m_ends, O_NONBLOCK) != 0)
            ::abort();
    }
    void add(const QString &line)
    {
        const QByteArray bytes = line.toUtf8() + '\n';
        if (::write(m_ends[1], bytes.data(), std::size_t(bytes.size())) != bytes.size())
            ::abort();
    }
    QStringList take()
    {
        QByteArray all(65'536, 0);
        all.truncate(std::max<qsizetype>(::read(m_ends[0], all.data(), std::size_t(all.size())), 0));
        return QString::fromUtf8(all).split(u'\n', Qt::SkipEmptyParts);
    }

private:
    int m_ends[2];
};

SharedLog processLog;
int device = 0; // what this process has found

// Sees its device when it is made; it is no part of its configuration.
struct Model
{
    ModelId id;
    int onDevice = device;

    ~Model() { processLog.add(u"down %1 on %2"_s.arg(id.name).arg(onDevice)); }
};

Warm models{+[](const ModelId &id) {
    processLog.add(u"up %1 on %2"_s.arg(id.name).arg(device));
    return Model{id};
}};

// A process that classifies images until nobody sends any more. What crosses is a line each way.
class Worker
{
public:
    explicit Worker(int number)
    {
        int jobs[2], answers[2];
        if (::pipe(jobs) != 0 || ::pipe(answers) != 0)
            ::abort();
        m_pid = ::fork();
        if (m_pid == 0) {
            ::close(jobs[1]);
            device = number;
            work(::fdopen(jobs[0], "r"), ::fdopen(answers[1], "w"));
        }
        ::close(jobs[0]);
        ::close(answers[1]);
        m_jobs = ::fdopen(jobs[1], "w");
        m_answers = ::fdopen(answers[0], "r");
    }
    ~Worker()
    {
        std::fclose(m_jobs);
        ::waitpid(m_pid, nullptr, 0);
        std::fclose(m_answers);
    }
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    QString classify(const QString &model, const QString &image)
    {
        std::fprintf(m_jobs, "%s %s\n", qPrintable(model), qPrintable(image));
        std::fflush(m_jobs);
        char answer[100] = "";
        m_warmFor = model;
        return QString::fromUtf8(std::fgets(answer, sizeof answer, m_answers)).trimmed();
    }
    const QString &warmFor() const { return m_warmFor; }

private:
    [[noreturn]] static void work(std::FILE *jobs, std::FILE *answers)
    {
        char name[50], image[50];
        while (std::fscanf(jobs, "%49s %49s", name, image) == 2) {
            const auto model = models.get({.name = QString::fromUtf8(name)});
            std::fprintf(answers, "%s by %s on %d\n", image, qPrintable(model->id.name), model->onDevice);
            std::fflush(answers);
        }
        std::exit(0); // with all that comes at the end of a process
    }

    pid_t m_pid;
    std::FILE *m_jobs, *m_answers;
    QString m_warmFor;
};

// Sends a job to a worker that has its model, or else to the next one.
class Pool
{
public:
    QString classify(const QString &model, const QString &image)
    {
        for (Worker *worker : {&m_first, &m_second})
            if (worker->warmFor() == model)
                return worker->classify(model, image);
        return (m_count++ % 2 == 0 ? m_first : m_second).classify(model, image);
    }

private:
    Worker m_first{1}, m_second{2};
    int m_count = 0;
};

} // namespace

class WarmProcesses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        models.clear();
        processLog.take();
    }

    // I6
    void aWorkerPaysForItsFirstJobAlone()
    {
        {
            Worker worker(1);
            QCOMPARE(worker.classify(u"a"_s, u"cat"_s), u"cat by a on 1"_s);
            QCOMPARE(processLog.take(), QStringList({"up a on 1"}));
            QCOMPARE(worker.classify(u"a"_s, u"dog"_s), u"dog by a on 1"_s);
            QCOMPARE(processLog.take(), QStringList());
            QCOMPARE(worker.classify(u"b"_s, u"cat"_s), u"cat by b on 1"_s);
            QCOMPARE(processLog.take(), QStringList({"down a on 1", "up b on 1"}));
        }
        QCOMPARE(processLog.take(), QStringList({"down b on 1"})); // its process has ended
    }

    // I7, I9: equal configurations, each on the device of its process
    void eachWorkerMakesItsOwn()
    {
        Worker first(1), second(2);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(first.classify(u"a"_s, u"cat"_s), u"cat by a on 1"_s);
            QCOMPARE(second.classify(u"a"_s, u"cat"_s), u"cat by a on 2"_s);
        }
        QCOMPARE(processLog.take(), QStringList({"up a on 1", "up a on 2"}));
    }

    // I7
    void jobsThatGoWhereTheirModelIsPayOnceForEachModel()
    {
        Pool pool;
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(pool.classify(u"a"_s, u"cat"_s), u"cat by a on 1"_s);
            QCOMPARE(pool.classify(u"b"_s, u"cat"_s), u"cat by b on 2"_s);
        }
        QCOMPARE(processLog.take(), QStringList({"up a on 1", "up b on 2"}));
    }

    void aForkedChildBeginsWithNothingAndLeavesWhatItsParentHas()
    {
        const ModelId a{.name = u"a"_s};
        std::optional<Lease<Model>> use = models.get(a);
        const int answer = inChild([&] {
            device = 1;
            if (models.info().current != 0)
                return 1;
            use.reset(); // the parent's: nothing is torn down
            const bool isOwn = models.get(a)->onDevice == 1;
            models.clear();
            return isOwn ? 7 : 2;
        });
        QCOMPARE(answer, 7);
        QCOMPARE(processLog.take(), QStringList({"up a on 0", "up a on 1", "down a on 1"}));
        QCOMPARE(models.get(a).get(), use->get());
        use.reset();
        models.clear();
        QCOMPARE(processLog.take(), QStringList({"down a on 0"}));
    }

    void aChildDoesNotTearDownWhatItsParentHasOnlyInUse()
    {
        std::optional<Lease<Model>> use = models.get({.name = u"a"_s});
        models.clear();
        QCOMPARE(inChild([&] {
                     use.reset();
                     return 7;
                 }),
                 7);
        QCOMPARE(processLog.take(), QStringList({"up a on 0"}));
        use.reset();
        QCOMPARE(processLog.take(), QStringList({"down a on 0"}));
    }

    void whatAChildHasNotTouchedIsNotTornDownAtItsEnd()
    {
        models.get({.name = u"a"_s});
        QCOMPARE(inChild([]() -> int { std::exit(7); }), 7);
        QCOMPARE(processLog.take(), QStringList({"up a on 0"}));
    }

    // What another thread of the parent was at is nothing to the child.
    void aForkDuringAnInitialisationHoldsTheChildUpNowhere()
    {
        std::atomic<bool> isMaking = false, mayEnd = false;
        Warm<int, int> numbers{[&](int number) {
            isMaking = true;
            while (number == 1 && !mayEnd)
                std::this_thread::yield();
            return number;
        }};
        std::jthread makes([&] { numbers.get(1); });
        while (!isMaking)
            std::this_thread::yield();
        QCOMPARE(inChild([&] {
                     mayEnd = true; // in the child alone
                     return *numbers.get(1) + *numbers.get(2);
                 }),
                 3);
        mayEnd = true;
    }
};

QTEST_GUILESS_MAIN(WarmProcesses)
#include "tst_warmprocesses.moc"
