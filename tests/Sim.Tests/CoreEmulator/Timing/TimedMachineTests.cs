using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.Kernel.Plugins;
using Sim.Tests.CoreEmulator.Machines;

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

    /// <summary>A program that reads mcycle around a loop sees the cycles that the loop takes on the core.</summary>
    [Test]
    public void MachineCyclesAreTheCores([Values] PipelineKind pipeline)
    {
        const uint Mcycle = 0xB00;
        const uint RefetchesCode = 0x0000_100F; // fence.i: many cycles
        uint before = Asm.Addi(0, 0, 0) | 0x2000 | (Markers.Begin << 20);
        uint after = Asm.Addi(0, 0, 0) | 0x2000 | (Markers.End << 20);
        byte[] program = new Assembled().Words(
        [
            Asm.Addi(Asm.A0, 0, 1000), before, Asm.Csrrs(Asm.A1, Mcycle, 0),
            RefetchesCode, Asm.Addi(Asm.A0, Asm.A0, -1), Asm.Bne(Asm.A0, 0, -8),
            Asm.Csrrs(Asm.T2, Mcycle, 0), after, Asm.Addi(Asm.A0, 0, 1), .. Asm.Tell(Asm.A0), Asm.Jal(0, 0),
        ]).ToArray();
        using Machine machine = new(ElfFile.Read("mcycle", program), new MachineOptions());
        List<long> cycles = [];
        TimedMachine timed = new(machine, Simple with { Pipeline = pipeline }, Parts);
        timed.Marked = (_, _) => cycles.Add(timed.Cores[0].Cycle);
        Assert.That(timed.Run(ulong.MaxValue).End, Is.EqualTo(RunEnd.Passed));
        long read = (long)(machine.Harts[0][(int)Asm.T2] - machine.Harts[0][(int)Asm.A1]);
        Assert.That(read, Is.EqualTo(cycles[1] - cycles[0]).Within(50));
        Assert.That(read, Is.GreaterThan(5000), "3000 instructions, a thousand of them slow");
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
