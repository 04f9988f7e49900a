using System;

namespace Sim.Traces.Input;

/// <summary>Cuts a line into fields at a delimiter that never stands inside quotes; trims blanks, tabs and quotes around fields.</summary>
/// <remarks>
/// For numeric logs only. Tables that may quote their delimiter go through CsvHelper, which is several times slower
/// (see the README's figures).
/// </remarks>
internal sealed class FieldRow(byte delimiter)
{
    private int[] _ends = new int[16];

    /// <summary>How many fields the line has.</summary>
    public int Count { get; private set; }

    /// <summary>Cuts a line.</summary>
    public void Split(ReadOnlySpan<byte> line)
    {
        Count = 0;
        int start = 0;
        int length;
        do
        {
            length = line[start..].IndexOf(delimiter);
            if (Count == _ends.Length)
            {
                Array.Resize(ref _ends, Count * 2);
            }

            _ends[Count++] = length < 0 ? line.Length : start + length;
            start += length + 1;
        }
        while (length >= 0);
    }

    /// <summary>A field of the line that was cut last.</summary>
    public ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, int index) => line[Start(index).._ends[index]].Trim(" \t\""u8);

    /// <summary>The column, from 1, at which a field begins.</summary>
    public int Column(ReadOnlySpan<byte> line, int index)
    {
        ReadOnlySpan<byte> raw = line[Start(index).._ends[index]];
        return Start(index) + raw.Length - raw.TrimStart(" \t\""u8).Length + 1;
    }

    private int Start(int index) => index == 0 ? 0 : _ends[index - 1] + 1;
}
