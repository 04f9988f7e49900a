using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Sim.CoreEmulator.Timing.Views;

/// <summary>Writes gem5's O3PipeView, which util/o3-pipeview.py and Konata open.</summary>
/// <param name="text">Names instructions.</param>
internal sealed class O3PipeView(InstructionText text)
{
    // gem5's tick is a picosecond, and its viewers take 1000 of them for a cycle unless told otherwise.
    private const long TicksPerCycle = 1000;

    /// <summary>Writes.</summary>
    public void Write(TextWriter output, IReadOnlyList<PipelineRow> rows)
    {
        foreach (PipelineRow row in rows)
        {
            StageTimes times = row.Times;
            string head = string.Create(CultureInfo.InvariantCulture, $"O3PipeView:fetch:{Ticks(times.Fetch)}:0x{row.Instruction.Pc:x8}:0:{row.Number + 1}:{text.Of(in row.Instruction)}\n");
            output.Write(head);
            Stage(output, "decode", times.Decode);
            Stage(output, "rename", times.Dispatch);
            Stage(output, "dispatch", times.Dispatch);
            Stage(output, "issue", times.Issue);
            Stage(output, "complete", times.Complete);
            bool stores = row.Instruction.Has(InstructionTraits.Stores);
            output.Write(string.Create(CultureInfo.InvariantCulture, $"O3PipeView:retire:{Ticks(times.Retire)}:store:{(stores ? Ticks(times.Retire) : 0)}\n"));
        }
    }

    private static long Ticks(long cycle) => cycle * TicksPerCycle;

    private static void Stage(TextWriter output, string name, long cycle) =>
        output.Write(string.Create(CultureInfo.InvariantCulture, $"O3PipeView:{name}:{Ticks(cycle)}\n"));
}
