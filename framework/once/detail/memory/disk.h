// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/kept/forking.h>
#include <once/detail/memory/narrator.h>

#include <map>

namespace once::detail {

// The folder of a Memory, which may be taken away, come back, be full or be read-only at any moment: what cannot be
// done is told once, and the calls go on. It is closed while the process forks, and opened anew on both sides. Any thread.
class Disk : private Forking
{
public:
    Disk(QString folder, const MemoryOptions &options, Narrator &narrator);
    ~Disk() override;

    const QString &folder() const { return m_folder; }
    bool isNone() const { return m_folder.isEmpty(); }

    // What the function gives with the store, or none where there is no store, or no use of it.
    template <typename Function>
    auto with(const FunctionCore &function, const Function &use)
        -> std::optional<std::decay_t<decltype(use(std::declval<CallStore &>()))>>
    {
        auto store = this->store(function.name());
        if (!store)
            return {};
        try {
            return use(*store);
        } catch (const StoreError &error) {
            tell(function.name(), error, std::move(store));
            return {};
        }
    }

    // The same with a catalog, where there is a folder.
    template <typename Function>
    void catalogued(const Function &use)
    {
        try {
            if (const auto catalog = this->catalog())
                use(*catalog);
        } catch (const StoreError &error) {
            tell(error);
        }
    }

    // As CallStore::claim(), and keeps its store open, whatever becomes of the folder; none where there is no store.
    std::optional<std::shared_ptr<CallClaim>> claim(const FunctionCore &function, const CallKey &key);

    void note(const std::vector<CallUse> &uses); // where there is a store of this process

    // The function's number in the store that is open now.
    qint64 idOf(CallStore &store, const FunctionCore &function);

    // Throws StoreError; null where there is no folder.
    std::unique_ptr<CallCatalog> catalog() const;

private:
    void beforeFork() override;
    void afterFork() override { m_mutex.unlock(); }

    std::shared_ptr<CallStore> store(const QString &function);
    std::shared_ptr<CallStore> open() const;
    void tell(const QString &function, const StoreError &error, std::shared_ptr<CallStore> store = nullptr);
    void tell(const StoreError &error); // of the folder
    bool beginAnew(std::shared_ptr<CallStore> broken);

    QString m_folder;
    bool m_isDurable;
    Narrator &m_narrator;
    std::mutex m_mutex;
    std::shared_ptr<CallStore> m_store;
    quint64 m_inode = 0; // of the file that is open
    bool m_isBroken = false; // that file is, and others have it open
    std::map<std::tuple<QString, QString, QString, QStringList>, qint64> m_ids;
};

} // namespace once::detail
