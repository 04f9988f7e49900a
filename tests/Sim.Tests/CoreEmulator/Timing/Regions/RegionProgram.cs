using System.IO;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.Kernel.Plugins;

namespace Sim.Tests.CoreEmulator.Timing.Regions;

/// <summary>Machines with the benchmark of sieve, quicksort, matrix product and hash.</summary>
internal static class RegionProgram
{
    /// <summary>Where a round begins, with the sieve; mix.elf is built once and kept.</summary>
    public const ulong Sieve = 0x8000_01B8;

    /// <summary>Behind the sieve, which is the same work each round.</summary>
    public const ulong BehindSieve = 0x8000_0224;

    public static readonly CoreConfiguration Core = new() { Branches = new BranchConfiguration { Direction = new DefaultPart("bimodal") } };

    private static readonly PluginRegistry Parts = new([typeof(IBranchPredictor).Assembly]);

    public static ElfFile Mix { get; } = Load("mix.elf");

    public static Machine Machine(ElfFile? program = null, bool translates = true, int harts = 1) =>
        new(program ?? Mix, new MachineOptions { Memory = 16 << 20, Translates = translates, Harts = harts });

    public static TimedMachine Timed(Machine machine) => new(machine, Core, Parts);

    private static ElfFile Load(string name)
    {
        string path = Path.Combine(Repository.Folder, "tests/Sim.Benchmarks/Core/Programs", name);
        return ElfFile.Read(path, File.ReadAllBytes(path));
    }
}
