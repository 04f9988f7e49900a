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
}
