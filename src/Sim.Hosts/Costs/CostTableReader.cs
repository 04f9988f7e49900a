using System;
using System.IO;
using System.Text;
using Sim.Kernel;

namespace Sim.Hosts.Costs;

/// <summary>Reads cost tables, as CSV or YAML.</summary>
public static class CostTableReader
{
    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The text. One that begins like a CSV header is CSV, all else YAML.</param>
    /// <param name="file">What the file is called in faults.</param>
    /// <exception cref="InputException">Faults, all of them (up to 20), with line and column.</exception>
    public static CostTable Read(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        CostTableBuilder builder = new(file);
        if (IsCsv(text))
        {
            using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
            CsvCosts.Read(stream, builder);
        }
        else
        {
            YamlCosts.Read(text, builder);
        }

        return builder.Finish();
    }

    // The first line of a CSV has commas and no colon; that of YAML a key or a comment.
    private static bool IsCsv(string text)
    {
        ReadOnlySpan<char> first = text.AsSpan();
        int end = first.IndexOf('\n');
        first = end < 0 ? first : first[..end];
        return first.Contains(',') && !first.Contains(':') && !first.StartsWith("#");
    }
}
