using System.Collections.Generic;
using Sim.CoreEmulator.Debugging;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Views;

namespace Sim.Tests.CoreEmulator.Timing.Views;

/// <summary>A few instructions with stages by hand: a load that misses, who waits for it, a branch.</summary>
internal static class Pictures
{
    public static InstructionText Text { get; } = new(new Disassembler(HartOptions.AllExtensions, SymbolTable.Empty, _ => null));

    public static IReadOnlyList<PipelineRow> Rows
    {
        get
        {
            PipelineRecorder recorder = new(skip: 1, count: 5);
            Take(recorder, 0x8000_0000, 0x0010_0093, new StageTimes(1, 2, 3, 4, 5, 6, CpiComponent.Base), to: 1);
            Take(recorder, 0x8000_0004, 0x0000_B103, new StageTimes(2, 3, 5, 6, 110, 111, CpiComponent.DataMemory), to: 2, from: 1);
            Take(recorder, 0x8000_0008, 0x0011_0193, new StageTimes(2, 3, 5, 110, 111, 112, CpiComponent.Dependency), to: 3, from: 2);
            Take(recorder, 0x8000_000C, 0x0010_0213, new StageTimes(3, 4, 6, 7, 8, 112, CpiComponent.Base), to: 4);
            Take(recorder, 0x8000_0010, 0xFE11_88E3, new StageTimes(3, 4, 6, 111, 112, 113, CpiComponent.Dependency), from: 3);
            Take(recorder, 0x8000_0000, 0x0010_0093, new StageTimes(113, 116, 118, 119, 120, 121, CpiComponent.Branch), to: 1);
            Take(recorder, 0x8000_0004, 0x0000_B103, new StageTimes(113, 116, 118, 120, 123, 124, CpiComponent.DataL1), to: 2, from: 1);
            return recorder.Rows;
        }
    }

    private static void Take(PipelineRecorder recorder, ulong pc, uint bits, StageTimes times, byte to = 0, byte from = 0)
    {
        TimedInstruction instruction = new() { Pc = pc, Bits = bits, Length = 4, Destination1 = to, Source1 = from };
        recorder.Retired(in instruction, in times);
    }
}
