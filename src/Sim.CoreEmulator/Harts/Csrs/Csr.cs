using System;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>A control and status register: what reading it gives, what writing it does, and who may.</summary>
/// <param name="name">Its name in the manual.</param>
/// <param name="number">Its number; bits 9:8 say which privilege it takes, bits 11:10 whether it is read-only.</param>
/// <param name="read">Its value. Reading changes nothing.</param>
/// <param name="write">Takes a value, as far as it is legal (WARL).</param>
internal sealed class Csr(string name, int number, Func<ulong> read, Action<ulong> write)
{
    /// <summary>One that reads as a constant and takes no value.</summary>
    public Csr(string name, int number, ulong constant)
        : this(name, number, () => constant, _ => { })
    {
    }

    /// <summary>Its name in the manual.</summary>
    public string Name { get; } = name;

    /// <summary>Its number.</summary>
    public int Number { get; } = number;

    /// <summary>Who may access it besides what its number says; null for whom the number allows.</summary>
    public Func<CsrAccess>? Gate { get; init; }

    /// <summary>What CSRRS and CSRRC set and clear bits of, where that is not what they read.</summary>
    public Func<ulong>? Modified { get; init; }

    /// <summary>Whether it cannot be written: bits 11:10 of its number are 11.</summary>
    public bool IsReadOnly => Number >> 10 == 3;

    /// <summary>The privilege that its number asks for: 0 U, 1 S, 2 hypervisor, 3 M.</summary>
    public int Level => (Number >> 8) & 3;

    /// <summary>Its value.</summary>
    public ulong Read() => read();

    /// <summary>The value that CSRRS and CSRRC start from.</summary>
    public ulong ReadToModify() => Modified is null ? read() : Modified();

    /// <summary>Writes it.</summary>
    public void Write(ulong value) => write(value);
}
