using System;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Isa;

/// <summary>An instruction as the manual lists it: its name, its encoding, and what does it.</summary>
internal sealed unsafe class Instruction
{
    /// <summary>Declares one.</summary>
    /// <param name="requires">It is there when one of these extensions is.</param>
    /// <param name="name">Its name in assembly language.</param>
    /// <param name="encoding">Its row of the manual's opcode table: see <see cref="Encoding"/>.</param>
    /// <param name="form">Its operands.</param>
    /// <param name="execute">What does it: a handler of <see cref="Handlers"/>.</param>
    /// <param name="semantics">The type that the handler is made for.</param>
    public Instruction(
        Extensions requires,
        string name,
        string encoding,
        Form form,
        delegate* managed<Hart, DecodedInstruction*, bool> execute,
        Type semantics)
    {
        Requires = requires;
        Name = name;
        Encoding = new Encoding(encoding);
        Form = form;
        Execute = execute;
        Semantics = semantics;
    }

    /// <summary>Its name in assembly language.</summary>
    public string Name { get; }

    /// <summary>Its encoding.</summary>
    public Encoding Encoding { get; }

    /// <summary>Its operands.</summary>
    public Form Form { get; }

    /// <summary>What does it in the interpreter; the translator calls it where it knows no better.</summary>
    public delegate* managed<Hart, DecodedInstruction*, bool> Execute { get; }

    /// <summary>The type whose static method says what it computes; the translator has that method inlined.</summary>
    public Type Semantics { get; }

    /// <summary>It is there when one of these extensions is.</summary>
    public Extensions Requires { get; }

    /// <summary>And when all of these are.</summary>
    public Extensions RequiresToo { get; init; }

    /// <summary>What does it where targets must be multiples of 4 because compressed instructions are switched off; null where it jumps nowhere.</summary>
    public delegate* managed<Hart, DecodedInstruction*, bool> Misaligned { get; init; }

    /// <summary>Its number in <see cref="InstructionSet.All"/>.</summary>
    public int Number { get; internal set; }

    /// <summary>Whether a hart with certain extensions has it.</summary>
    public bool IsIn(Extensions extensions) => (extensions & Requires) != Extensions.None && (extensions & RequiresToo) == RequiresToo;
}
