using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Regions;
using Sim.CoreEmulator.Timing.Traces;
using Sim.Experiments;
using Sim.Experiments.Cores;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Tests.CoreEmulator.Timing.Traces;

/// <summary>What is recorded of a program is read again as what it executed, and costs what the program costs.</summary>
internal sealed class TraceRecorderTests
{
    private const int Mark = 259;
    private const int Count = 20_000;
    private static readonly PluginRegistry All = Parts.Load();

    // Cores see the same instructions, but for what a format cannot say.
    [TestCase(TraceFormat.Cbp, "kernels-g", "rocket", 0.02)]
    [TestCase(TraceFormat.Cbp, "kernels-g", "boom-mega", 0.02)]
    [TestCase(TraceFormat.ChampSim, "kernels-g", "rocket", 0.01)]
    [TestCase(TraceFormat.ChampSim, "kernels-g", "boom-mega", 0.01)]
    public void A_trace_costs_what_its_program_costs(TraceFormat format, string program, string core, double within)
    {
        CoreConfiguration configuration = CoreCatalogue.Get(core, All);
        using MemoryStream trace = new();
        double cpi = Record(program, configuration, InstructionTraceWriter.Open(trace, format));
        trace.Position = 0;
        TraceResult found = new TraceRun(configuration, All, TraceFormats.Open(trace, "t", format)).Run(new TraceRunOptions());
        Assert.Multiple(() =>
        {
            Assert.That((found.Measures.Instructions, found.IsComplete, found.Fault), Is.EqualTo(((long)Count, true, (InputException?)null)));
            Assert.That(found.Measures.Cpi / cpi, Is.EqualTo(1).Within(within));
        });
    }

    [Test]
    public void Formats_are_told_apart()
    {
        foreach (TraceFormat format in (TraceFormat[])[TraceFormat.ChampSim, TraceFormat.Cbp])
        {
            using MemoryStream trace = new();
            Record("kernels-g", CoreCatalogue.Get("rocket", All), InstructionTraceWriter.Open(trace, format));
            Assert.That(TraceFormats.Guess(trace.ToArray()), Is.EqualTo(format));
        }
    }

    // Kinds of branches as both formats have to tell them; x2 in a comparison is no stack pointer to ChampSim.
    [TestCase(BranchKind.Conditional, 2, 10)]
    [TestCase(BranchKind.Conditional, 0, 0)]
    [TestCase(BranchKind.Jump, 0, 0)]
    [TestCase(BranchKind.IndirectJump, 10, 0)]
    [TestCase(BranchKind.IndirectJump, 2, 0)]
    [TestCase(BranchKind.Call, 0, 0)]
    [TestCase(BranchKind.IndirectCall, 15, 0)]
    [TestCase(BranchKind.Return, 1, 0)]
    public void A_branch_is_read_as_it_was_written(BranchKind kind, byte first, byte second)
    {
        TimedInstruction branch = new()
        {
            Pc = 0x1000,
            NextPc = 0x2000,
            Length = 4,
            Operation = OperationKind.Branch,
            Branch = kind,
            Flags = InstructionTraits.Taken,
            Source1 = first,
            Source2 = second,
        };
        Assert.Multiple(() =>
        {
            foreach (TraceFormat format in (TraceFormat[])[TraceFormat.ChampSim, TraceFormat.Cbp])
            {
                TimedInstruction found = Again(format, branch)[0];
                Assert.That((found.Branch, found.NextPc, found.Has(InstructionTraits.Taken)), Is.EqualTo((kind, 0x2000UL, true)), $"{format}");
            }
        });
    }

    [Test]
    public void Accesses_and_registers_are_read_as_they_were_written()
    {
        TimedInstruction load = new()
        {
            Pc = 0x1000,
            NextPc = 0x1004,
            Length = 4,
            Operation = OperationKind.Load,
            Flags = InstructionTraits.Loads,
            Address = 0x8000_1238,
            Size = 8,
            Source1 = 2,
            Destination1 = 10,
        };
        TimedInstruction store = load with { Operation = OperationKind.Store, Flags = InstructionTraits.Stores, Source2 = 11, Destination1 = 0 };
        TimedInstruction again = Again(TraceFormat.Cbp, load)[0];
        TimedInstruction stored = Again(TraceFormat.ChampSim, store)[0];
        Assert.Multiple(() =>
        {
            Assert.That((again.Operation, again.Address, again.Size, again.Destination1), Is.EqualTo((OperationKind.Load, 0x8000_1238UL, (byte)8, (byte)10)));
            Assert.That((stored.Operation, stored.Address, stored.Source1, stored.Source2), Is.EqualTo((OperationKind.Store, 0x8000_1238UL, (byte)6, (byte)42)));
        });
    }

    private static List<TimedInstruction> Again(TraceFormat format, TimedInstruction instruction)
    {
        using MemoryStream trace = new();
        InstructionTraceWriter writer = InstructionTraceWriter.Open(trace, format);
        writer.Write(in instruction, 7);
        writer.Write(new TimedInstruction { Pc = instruction.NextPc, NextPc = instruction.NextPc + 4, Length = 4, Source1 = 5, Destination1 = 6 }, 7);
        trace.Position = 0;
        return ChampSimReaderTests.ReadAll(TraceFormats.Open(trace, "t", format));
    }

    // Cycles an instruction, from the marker on, cold as a trace begins.
    private static double Record(string program, CoreConfiguration core, InstructionTraceWriter writer)
    {
        using Machine machine = new(ElfFile.Read(program, EmbeddedProgram.Read(program)), new MachineOptions { Memory = 64 << 20 });
        TimedMachine timed = new(machine, core, All);
        timed.Cores[0].Observer = new TraceRecorder(machine.Harts[0], writer, Count);
        return new RegionRun(timed, new RegionOfInterest { From = RegionPoint.Marker(Mark), Instructions = Count }).Run().Rows[0].Cores[0].Cpi;
    }
}
