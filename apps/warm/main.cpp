// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/once.h>

#include <cstdio>
#include <thread>

struct ModelId
{
    QString name;
    int version = 1;
};
ONCE_DESCRIBE(ModelId, name, version)

std::chrono::milliseconds loadingTime(2000);

class Model
{
public:
    explicit Model(const ModelId &id) : m_id(id)
    {
        std::printf("loading %s %d\n", qPrintable(id.name), id.version);
        std::this_thread::sleep_for(loadingTime); // think of a file of some gigabytes
    }

    void classify(const QString &image) const
    {
        std::printf("%s %d looks at %s\n", qPrintable(m_id.name), m_id.version, qPrintable(image));
    }

private:
    ModelId m_id;
};

Model loadModel(const ModelId &id) { return Model(id); }

once::Warm models{loadModel, {.most = 1}};

class Classify : public once::Work
{
public:
    void run(const ModelId &id, const QString &image)
    {
        const auto model = models.get(id); // loads it, unless it is there
        model->classify(image);
    }
};

class Images : public once::Flow
{
public:
    once::Child<Classify> classify{this, "classify", {.version = "1", .props = {"model", "image"}}};

    void run()
    {
        classify.run({"animals", 1}, "one.jpg");
        classify.run({"animals", 1}, "two.jpg");
        classify.run({"animals", 2}, "one.jpg");
        classify.run({"animals", 2}, "two.jpg");
        classify.run({"animals", 1}, "three.jpg"); // the second one goes, for there is room for one

        const once::WarmInfo info = models.info();
        stop(QStringLiteral("%1 loaded, %2 found warm, %3 kept")
                 .arg(info.misses)
                 .arg(info.hits)
                 .arg(info.current));
    }
};

int main(int argc, char *argv[])
{
    once::App app(argc, argv, {.name = "warm", .description = "Loads a model once for many images"});
    int milliseconds = int(loadingTime.count());
    app.option("--loading", milliseconds, "how long a model takes to load, in milliseconds");
    if (const auto exitCode = app.parse())
        return *exitCode;
    loadingTime = std::chrono::milliseconds(milliseconds);
    return once::run<Images>(app);
}
