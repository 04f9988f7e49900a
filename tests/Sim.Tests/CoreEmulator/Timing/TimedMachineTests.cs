using System.IO;
using NUnit.Framework;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.Kernel.Plugins;

namespace Sim.Tests.CoreEmulator.Timing;

internal sealed class TimedMachineTests
{
    private static readonly PluginRegistry Parts = new([typeof(IBranchPredictor).Assembly]);
    private static readonly CoreConfiguration Simple = new() { Branches = new BranchConfiguration { Direction = new DefaultPart("bimodal") } };

    [Test]
    public void RunsAProgramAsTheFunctionalMachineDoes()
    {
        string path = Path.Combine(Repository.Folder, "tests/Sim.Benchmarks/Core/Programs/hello.elf");
        using Machine plain = new(ElfFile.Read(path, File.ReadAllBytes(path)), new MachineOptions());
        using Machine machine = new(ElfFile.Read(path, File.ReadAllBytes(path)), new MachineOptions());
        TimedMachine timed = new(machine, Simple, Parts);
        RunOutcome expected = plain.Run(ulong.MaxValue);
        RunOutcome found = timed.Run(ulong.MaxValue);
        CoreMeasures measures = timed.Cores[0].Measure();
        Assert.Multiple(() =>
        {
            Assert.That(found.End, Is.EqualTo(expected.End));
            Assert.That(measures.Instructions, Is.EqualTo((long)plain.Harts[0].Retired));
        });
    }

    /// <summary>A limit of cycles stops behind the first instruction that retires then or later.</summary>
    [Test]
    public void StopsAtACycle([Values] PipelineKind pipeline, [Values(1, 500, 3000, 3001, 20_000)] long cycles)
    {
        CoreConfiguration core = Simple with { Pipeline = pipeline };
        (long found, ulong steps) = CyclesOf(core, ulong.MaxValue, cycles);
        (long before, _) = CyclesOf(core, steps - 1, long.MaxValue);
        Assert.Multiple(() =>
        {
            Assert.That(found, Is.GreaterThanOrEqualTo(cycles));
            Assert.That(before, Is.LessThan(cycles));
        });
    }

    private static (long Cycles, ulong Steps) CyclesOf(CoreConfiguration core, ulong steps, long maxCycles)
    {
        string path = Path.Combine(Repository.Folder, "tests/Sim.Tests/CoreEmulator/Programs/integer.elf");
        using Machine machine = new(ElfFile.Read(path, File.ReadAllBytes(path)), new MachineOptions());
        TimedMachine timed = new(machine, core, Parts) { MaxCycles = maxCycles };
        timed.RunQuietly(steps);
        return (timed.Cores[0].Measure().Cycles, machine.Steps);
    }
}
