using System;

namespace Sim.Traces.Scheduling;

/// <summary>Goes through a line word by word.</summary>
internal ref struct TextCursor
{
    private readonly ReadOnlySpan<byte> _line;

    /// <summary>Starts somewhere in a line.</summary>
    public TextCursor(ReadOnlySpan<byte> line, int at)
    {
        _line = line;
        At = at;
    }

    /// <summary>Where it stands, from 0.</summary>
    public int At { get; private set; }

    /// <summary>The next word, up to a blank; empty at the end.</summary>
    public ReadOnlySpan<byte> Word()
    {
        SkipBlanks();
        ReadOnlySpan<byte> rest = _line[At..];
        int end = rest.IndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> word = end < 0 ? rest : rest[..end];
        At += word.Length;
        return word;
    }

    /// <summary>All that is left, without blanks around it.</summary>
    public ReadOnlySpan<byte> Rest()
    {
        SkipBlanks();
        return _line[At..].TrimEnd(" \t\r"u8);
    }

    private void SkipBlanks()
    {
        while (At < _line.Length && _line[At] is (byte)' ' or (byte)'\t')
        {
            At++;
        }
    }
}
