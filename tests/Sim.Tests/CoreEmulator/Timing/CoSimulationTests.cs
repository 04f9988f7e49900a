using System.IO;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.Kernel.Plugins;
using Sim.Tests.CoreEmulator.Execution;

namespace Sim.Tests.CoreEmulator.Timing;

/// <summary>Timing never changes what a program computes: all registers after each instruction are those of the functional machine.</summary>
internal sealed class CoSimulationTests
{
    private static readonly PluginRegistry Parts = new([typeof(IBranchPredictor).Assembly]);

    [Test]
    public void Random_programs_write_the_same_registers([Values(1, 2, 3)] int seed, [Values] PipelineKind kind)
    {
        byte[] elf = new RandomProgram(seed, instructions: 2000, repetitions: 20, HartOptions.AllExtensions).Elf();
        using MemoryStream expectedOutput = new();
        using MemoryStream foundOutput = new();
        Trail expected = new();
        Trail found = new();
        using Machine plain = new(ElfFile.Read("random", elf), new MachineOptions { Output = expectedOutput, Linux = true });
        plain.Stepper = expected;
        plain.Run(ulong.MaxValue);

        using Machine machine = new(ElfFile.Read("random", elf), new MachineOptions { Output = foundOutput, Linux = true });
        CoreConfiguration core = new() { Pipeline = kind, Branches = new BranchConfiguration { Direction = new DefaultPart("bimodal") } };
        TimedMachine timed = new(machine, core, Parts);
        found.Hart = machine.Harts[0];
        timed.Cores[0].Observer = found;
        timed.Run(ulong.MaxValue);
        CoreMeasures measures = timed.Cores[0].Measure();
        Assert.Multiple(() =>
        {
            Assert.That(expected.Steps, Is.GreaterThan(40_000));
            Assert.That(found.Steps, Is.EqualTo(expected.Steps));
            Assert.That(found.Hash, Is.EqualTo(expected.Hash));
            Assert.That(foundOutput.ToArray(), Is.EqualTo(expectedOutput.ToArray()));
            Assert.That(measures.Cycles, Is.GreaterThan(measures.Instructions / 4));
        });
    }

    /// <summary>A hash over all registers after each instruction.</summary>
    private sealed class Trail : IStepper, IPipelineObserver
    {
        public Hart Hart { get; set; } = null!;

        public ulong Hash { get; private set; } = 0xCBF29CE484222325;

        public long Steps { get; private set; }

        public long Step(Hart hart, long most)
        {
            Hart = hart;
            long steps = hart.Run(1);
            Note();
            return steps;
        }

        public void Retired(in TimedInstruction instruction, in StageTimes times) => Note();

        private unsafe void Note()
        {
            Steps++;
            unchecked
            {
                for (int n = 1; n < 32; n++)
                {
                    Hash = (Hash ^ Hart.State->X[n]) * 0x100000001B3;
                    Hash = (Hash ^ Hart.State->F[n]) * 0x100000001B3;
                }

                Hash = (Hash ^ Hart.State->Fflags) * 0x100000001B3;
            }
        }
    }
}
