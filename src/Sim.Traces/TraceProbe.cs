using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Sim.Traces.Input;

namespace Sim.Traces;

/// <summary>What format detection sees of a trace: the beginning of its first file that is not empty.</summary>
/// <param name="FileName">That file's name, without its path.</param>
/// <param name="Lines">Its first lines, at most 8, those cut off by the probe's end left out.</param>
public sealed record TraceProbe(string FileName, IReadOnlyList<string> Lines)
{
    private const int ProbeBytes = 1 << 13;
    private const int ProbeLines = 8;
    private const int ProbeFiles = 16;

    /// <summary>The first line; empty where there is none.</summary>
    public string FirstLine => Lines.Count > 0 ? Lines[0] : "";

    /// <summary>The first file with data in it; a few empty ones may come before.</summary>
    internal static TraceProbe Of(TraceInput input)
    {
        foreach (TraceEntry entry in input.Entries().Take(ProbeFiles))
        {
            string[] lines = FirstLines(entry);
            if (lines.Length > 0)
            {
                return new TraceProbe(entry.FileName, lines);
            }
        }

        return new TraceProbe(Path.GetFileName(input.Path), []);
    }

    private static string[] FirstLines(TraceEntry entry) => Damaged.Guard(entry.Display, () =>
    {
        using Stream stream = entry.Open();
        byte[] head = new byte[ProbeBytes];
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        string text = System.Text.Encoding.UTF8.GetString(head, 0, length).TrimStart('\uFEFF');
        string[] lines = text.Split('\n', StringSplitOptions.TrimEntries);
        int whole = length < head.Length || lines.Length == 1 ? lines.Length : lines.Length - 1;
        return lines.Take(whole).Where(line => line.Length > 0).Take(ProbeLines).ToArray();
    });
}
