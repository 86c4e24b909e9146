// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/executor.h>

namespace once {

namespace {

class InPlaceExecutor : public Executor
{
public:
    InPlaceExecutor(std::function<void(std::function<void()>)> post, RunListener &listener)
        : m_post(std::move(post)), m_listener(listener)
    {}

    void start(Task task) override
    {
        m_post([this, task = std::make_shared<Task>(std::move(task))] {
            if (task->tellsStart)
                m_listener.started(task->run);
            m_listener.finished(task->run, detail::execute(*task->work, *task->body, *task->control, true));
        });
    }

    bool hasRoom() const override { return true; }

private:
    std::function<void(std::function<void()>)> m_post;
    RunListener &m_listener;
};

} // namespace

std::unique_ptr<Executor> inPlaceExecutor(std::function<void(std::function<void()>)> post, RunListener &listener)
{
    return std::make_unique<InPlaceExecutor>(std::move(post), listener);
}

} // namespace once
