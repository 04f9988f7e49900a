using System;

namespace Sim.Experiments.HotSections;

/// <summary>A program of hot sections: an ELF file that the assembly holds, built from <c>Programs/</c> by its build.sh.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Harts">How many harts it runs on.</param>
internal sealed record HotProgram(string Name, int Harts)
{
    /// <summary>Main memory of its machine: no program uses more than 64 MiB.</summary>
    public const ulong Memory = 64UL << 20;

    /// <summary>More steps of all harts than any program takes.</summary>
    public const ulong MostSteps = 200_000_000;

    private readonly Lazy<byte[]> _bytes = new(() => EmbeddedProgram.Read(Name));

    /// <summary>The ELF file.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.Value;
}
