using System;
using System.IO;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;

namespace Sim.Benchmarks.Core;

/// <summary>A program for the core emulator, built by <c>Programs/build.sh</c>.</summary>
/// <param name="name">Its file without the ending.</param>
internal sealed class CoreProgram(string name)
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(Places.Repository, "tests", "Sim.Benchmarks", "Core", "Programs", name + ".elf");

    /// <summary>Runs it to its end, from loading on.</summary>
    /// <returns>The instructions that it took.</returns>
    /// <exception cref="InvalidOperationException">It did not end well.</exception>
    public ulong Run(bool translates)
    {
        using Machine machine = Load(translates);
        RunOutcome outcome = machine.Run(ulong.MaxValue);
        return outcome.End == RunEnd.Passed ? machine.Steps : throw new InvalidOperationException($"{Path}: {outcome.Message}");
    }

    /// <summary>Its registers after some steps, as one number.</summary>
    public ulong RegistersAfter(ulong steps, bool translates)
    {
        using Machine machine = Load(translates);
        machine.Run(steps);
        ulong hash = 14695981039346656037;
        for (int x = 0; x < 32; x++)
        {
            hash = unchecked((hash ^ machine.Harts[0][x]) * 1099511628211);
        }

        return hash;
    }

    /// <summary>A machine with it in memory.</summary>
    public Machine Load(bool translates, ulong memory = 1UL << 28) =>
        new(ElfFile.Read(Path, File.ReadAllBytes(Path)), new MachineOptions { Translates = translates, Memory = memory });
}
