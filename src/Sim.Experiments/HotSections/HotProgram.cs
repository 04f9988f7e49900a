using System;
using Sim.CoreEmulator.Isa;

namespace Sim.Experiments.HotSections;

/// <summary>A program of hot sections: an ELF file that the assembly holds, built from <c>Programs/</c> by its build.sh.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Harts">How many harts it runs on.</param>
/// <param name="Memory">Bytes of main memory that its machine has.</param>
internal sealed record HotProgram(string Name, int Harts, ulong Memory = HotProgram.UsualMemory)
{
    /// <summary>Main memory that is enough for most.</summary>
    public const ulong UsualMemory = 64UL << 20;

    /// <summary>More steps of all harts than any program takes.</summary>
    public const ulong MostSteps = 200_000_000;

    /// <summary>What a core must have for any program: all are compiled for RV64GC, and their hosts run in S mode.</summary>
    public const Extensions Basis = Extensions.G | Extensions.C | Extensions.S | Extensions.U;

    /// <summary>What programs find besides, whatever a core's <c>isa</c> says: time and its comparison in S mode, without which a host would have its firmware set timers.</summary>
    public const Extensions Platform = Extensions.Zicntr | Extensions.Sstc;

    private readonly Lazy<byte[]> _bytes = new(() => EmbeddedProgram.Read(Name));

    /// <summary>What a core must have besides for this one.</summary>
    public Extensions Needs { get; init; }

    /// <summary>The ELF file.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.Value;
}
