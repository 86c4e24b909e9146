// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/codeobject.h>
#include <once/detail/code/linkedfile.h>
#include <once/detail/code/mixer.h>

#include <memory>
#include <optional>

namespace once::detail {

// A piece of code or data, and what it refers to.
struct CodeNode
{
    enum Kind : quint8 {
        Part,       // a section, or what stands for one
        Choice,     // whatever has a name, in all of its variants: their order and number mean nothing
        Import,     // of a shared library
        WeakImport, // the same, and it may be missing
        Global,     // a variable that may be written; leads nowhere, and is in no digest
        Initial,    // what gives a variable its value; what that uses is not used by who reads the variable
    };

    bool isImport() const { return kind == Import || kind == WeakImport; }

    Kind kind = Part;
    bool isInDoubt = false;       // it holds something that cannot be followed
    Digest own;                   // of its bytes, and of how and where they refer to something
    std::vector<quint32> targets; // in the order of the references
    std::vector<quint32> globals;
    QByteArray name;              // as the compiler writes it; empty for what has none
    quint64 size = 0;             // of a global
    bool mayBeConstant = false;   // a global whose value is made when the program runs
};

// The code of objects that were linked together. A node is made when something leads to it.
class CodeGraph
{
public:
    CodeGraph(const Inputs &inputs, const LinkedFile &linked);

    // All functions of these names in the user's objects, and what they lead to; none if there are no such.
    std::optional<quint32> functions(const std::vector<QByteArray> &names);

    const std::vector<CodeNode> &nodes() const { return m_nodes; }

private:
    // What is said in a digest, so that nothing of one kind is taken for something of another.
    enum class Mark { Constant = 1, Reference, Number, Inside, Common, Absolute, Linkers, Initial, Absent };

    // A symbol of an object.
    struct Place
    {
        const CodeObject *object = nullptr;
        quint32 symbol = 0;

        const ElfFile::Symbol &operator*() const { return object->symbols[symbol]; }
    };
    // A node that is yet to be filled in with a section.
    struct Unfilled
    {
        quint32 node = 0;
        const CodeObject *object = nullptr;
        quint32 section = 0;
    };

    void index(const CodeObject &object);
    quint32 add(CodeNode node);
    void addFunction(CodeNode &entry, const QByteArray &name);
    quint32 symbolNode(const ElfFile::Symbol &symbol);
    quint32 sectionNode(const CodeObject &object, quint32 section);
    quint32 definition(const Place &place);
    CodeNode missing(const ElfFile::Symbol &symbol) const;
    void fill(const Unfilled &unfilled);
    void addInitialisers(CodeNode &node, const CodeObject &object, quint32 section);
    void addGlobals(CodeNode &node, const CodeObject &object, quint32 section);
    void follow(CodeNode &node, Mixer &own, const CodeObject &object, const Stretch &stretch);
    void follow(CodeNode &node, Mixer &own, const CodeObject &object, const Elf64_Rela &relocation);
    void followLocal(CodeNode &node, Mixer &own, const CodeObject &object, const ElfFile::Symbol &symbol, const Elf64_Rela &relocation);

    const LinkedFile &m_linked;
    std::vector<std::unique_ptr<CodeObject>> m_objects;
    QHash<QByteArrayView, QList<Place>> m_definitions; // those that other objects see
    QHash<QByteArrayView, QList<Place>> m_functions;   // all of the user's
    QHash<QByteArrayView, quint32> m_symbols;
    QHash<std::pair<const CodeObject *, quint32>, quint32> m_sections;
    std::vector<Unfilled> m_unfilled;
    std::vector<CodeNode> m_nodes;
};

} // namespace once::detail
