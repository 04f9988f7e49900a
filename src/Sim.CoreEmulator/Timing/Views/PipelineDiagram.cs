using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Sim.CoreEmulator.Timing.Views;

/// <summary>Draws instructions as rows of text, cycles as columns.</summary>
/// <param name="text">Names instructions.</param>
/// <param name="width">Columns for cycles, at most: a new section begins where more are needed.</param>
internal sealed class PipelineDiagram(InstructionText text, int width = 100)
{
    /// <summary>What the letters mean.</summary>
    public const string Legend = "F fetch, D decode, d dispatch, I issue, = executing, C complete, R retire, . waiting; ~ several cycles in which nothing changes; + cycles lost, and to what";

    private const int InstructionColumns = 32;

    /// <summary>Draws.</summary>
    public void Write(TextWriter output, IReadOnlyList<PipelineRow> rows)
    {
        output.Write(Legend + "\n");
        for (int first = 0; first < rows.Count;)
        {
            (int count, CycleAxis axis) = Section(rows, first);
            long cycle = rows.Skip(first).Take(count).Min(row => row.Times.Fetch);
            output.Write(string.Create(CultureInfo.InvariantCulture, $"\nfrom cycle {cycle}\n"));
            for (int n = first; n < first + count; n++)
            {
                PipelineRow row = rows[n];
                Write(output, in row, axis);
            }

            first += count;
        }
    }

    // As many rows as fit, one at least.
    private (int Count, CycleAxis Axis) Section(IReadOnlyList<PipelineRow> rows, int first)
    {
        List<long> cycles = [];
        CycleAxis? fitting = null;
        for (int n = first; n < rows.Count; n++)
        {
            cycles.AddRange(Cycles(rows[n].Times));
            CycleAxis axis = new(cycles);
            if (fitting is not null && axis.Width > width)
            {
                return (n - first, fitting);
            }

            fitting = axis;
        }

        return (rows.Count - first, fitting!);
    }

    private static long[] Cycles(StageTimes times) => [times.Fetch, times.Decode, times.Dispatch, times.Issue, times.Complete, times.Retire];

    private void Write(TextWriter output, in PipelineRow row, CycleAxis axis)
    {
        string instruction = text.Of(in row.Instruction);
        string lost = row.Lost == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"  +{row.Lost} {InstructionText.Words(row.Times.Cause.ToString())}");
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Number,6} {Draw(row.Times, axis)} {row.Instruction.Pc,10:x} {instruction.PadRight(InstructionColumns)}{lost}");
        output.Write(line.TrimEnd() + "\n");
    }

    private static string Draw(StageTimes times, CycleAxis axis)
    {
        char[] line = new char[axis.Width];
        line.AsSpan().Fill(' ');
        line.AsSpan(axis[times.Fetch]..axis[times.Retire]).Fill('.');
        line.AsSpan(axis[times.Issue]..axis[times.Complete]).Fill('=');
        foreach (int at in axis.Breaks)
        {
            line[at] = line[at] == ' ' ? ' ' : '~';
        }

        // Of stages passed in one cycle the last shows.
        foreach ((char letter, long cycle) in (ReadOnlySpan<(char, long)>)[
            ('F', times.Fetch), ('D', times.Decode), ('d', times.Dispatch), ('I', times.Issue), ('C', times.Complete), ('R', times.Retire)])
        {
            line[axis[cycle]] = letter;
        }

        return new string(line);
    }
}
