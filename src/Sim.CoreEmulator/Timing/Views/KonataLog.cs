using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Sim.CoreEmulator.Timing.Views;

/// <summary>Writes Konata's own log, Kanata 0004 (docs/kanata-log-format.md of shioyadan/Konata), with arrows for operands.</summary>
/// <param name="text">Names instructions.</param>
internal sealed class KonataLog(InstructionText text)
{
    private const int Registers = 256;

    // Arrows are drawn between stages with an X in their name, and nowhere else.
    private const string Execution = "X";

    /// <summary>Writes.</summary>
    public void Write(TextWriter output, IReadOnlyList<PipelineRow> rows)
    {
        output.Write("Kanata\t0004\n");
        if (rows.Count == 0)
        {
            return;
        }

        // A log goes forward in time only; of one cycle the older instruction comes first.
        List<(long Cycle, int Row, string Line)> lines = [];
        int[] writers = new int[Registers];
        int retired = 0;
        for (int n = 0; n < rows.Count; n++)
        {
            PipelineRow row = rows[n];
            Add(lines, n, in row);
            AddArrows(lines, n, in row, writers);
            // Last: nothing may be said of an instruction that has ended, be it in the same cycle. Those that trap are flushed and have no serial number.
            bool isFlushed = row.Instruction.Has(InstructionTraits.Trapped);
            lines.Add((row.Times.Retire, n, string.Create(CultureInfo.InvariantCulture, $"R\t{n}\t{retired}\t{(isFlushed ? 1 : 0)}\n")));
            retired += isFlushed ? 0 : 1;
        }

        long cycle = lines.Min(line => line.Cycle);
        output.Write(string.Create(CultureInfo.InvariantCulture, $"C=\t{cycle}\n"));
        foreach ((long at, int _, string line) in lines.OrderBy(line => line.Cycle).ThenBy(line => line.Row))
        {
            if (at > cycle)
            {
                output.Write(string.Create(CultureInfo.InvariantCulture, $"C\t{at - cycle}\n"));
                cycle = at;
            }

            output.Write(line);
        }
    }

    private void Add(List<(long Cycle, int Row, string Line)> lines, int n, in PipelineRow row)
    {
        StageTimes times = row.Times;
        string delay = row.Lost == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{row.Lost} cycles lost to {InstructionText.Words(times.Cause.ToString())}");
        string head = string.Create(CultureInfo.InvariantCulture, $"I\t{n}\t{row.Number}\t0\nL\t{n}\t0\t{row.Instruction.Pc:x}: {text.Of(in row.Instruction)}\n");
        lines.Add((times.Fetch, n, head + (delay.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"L\t{n}\t1\t{delay}\n"))));
        (string Name, long Cycle)[] stages =
        [
            ("F", times.Fetch), ("D", times.Decode), ("Ds", times.Dispatch), (Execution, times.Issue), ("Cm", times.Complete), ("R", times.Retire),
        ];
        for (int s = 0; s < stages.Length - 1; s++)
        {
            // A stage that takes no time would hide the one before it.
            if (stages[s].Cycle < stages[s + 1].Cycle)
            {
                lines.Add((stages[s].Cycle, n, string.Create(CultureInfo.InvariantCulture, $"S\t{n}\t0\t{stages[s].Name}\n")));
            }
        }
    }

    private static void AddArrows(List<(long Cycle, int Row, string Line)> lines, int n, in PipelineRow row, int[] writers)
    {
        TimedInstruction i = row.Instruction;
        foreach (byte source in (ReadOnlySpan<byte>)[i.Source1, i.Source2, i.Source3, i.Source4])
        {
            if (source != 0 && writers[source] > 0)
            {
                // Between two that are both under way when the later one issues.
                lines.Add((row.Times.Issue, n, string.Create(CultureInfo.InvariantCulture, $"W\t{n}\t{writers[source] - 1}\t0\n")));
            }
        }

        writers[i.Destination1] = n + 1;
        writers[i.Destination2] = n + 1;
    }
}
