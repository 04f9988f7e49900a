using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;

namespace Sim.CoreEmulator.Isa;

/// <summary>
/// How an instruction is encoded, written as the manual's opcode tables do, from bit 31 down to bit 0:
/// <c>"imm[12|10:5] rs2 rs1 000 imm[4:1|11] 1100011"</c>, <c>"0000000 rs2 rs1 rm rd 1010011"</c>.
/// </summary>
/// <remarks>Bits stand for themselves; rd, rs1, rs2, rs3, uimm (5 bits), rm (3), csr (12), shamt[5:0], imm[...], aq, rl (1), fm, pred, succ (4) are fields.</remarks>
internal sealed class Encoding
{
    private static readonly (string Name, int Width)[] Fields =
    [
        ("rd", 5), ("rs1", 5), ("rs2", 5), ("rs3", 5), ("uimm", 5), ("rm", 3), ("csr", 12), ("aq", 1), ("rl", 1), ("fm", 4), ("pred", 4), ("succ", 4),
    ];

    private readonly List<Piece> _immediate = [];

    /// <summary>Reads a row of the table.</summary>
    public Encoding(string row)
    {
        Row = row;
        int at = 32;
        foreach (string token in row.Split(' '))
        {
            at -= Take(token, at);
        }

        if (at != 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'{row}' has {32 - at} bits; an encoding has 32"), nameof(row));
        }

        SignBit = _immediate.Count == 0 ? 0 : _immediate.Max(piece => piece.To + piece.Width) - 1;
    }

    /// <summary>The row as it was written.</summary>
    public string Row { get; }

    /// <summary>The bits that are fixed.</summary>
    public uint Mask { get; private set; }

    /// <summary>What they are.</summary>
    public uint Match { get; private set; }

    /// <summary>How many bits are fixed.</summary>
    public int Fixed => BitOperations.PopCount(Mask);

    /// <summary>The position of the immediate's highest bit.</summary>
    public int SignBit { get; }

    /// <summary>Whether it has a rounding-mode field.</summary>
    public bool HasRoundingMode { get; private set; }

    /// <summary>Whether the immediate is a shift amount, a CSR number or a 5-bit number, none of which has a sign.</summary>
    public bool IsUnsigned { get; private set; }

    /// <summary>Whether it has such a field.</summary>
    public bool Has(string field) => Row.Split(' ').Contains(field, StringComparer.Ordinal);

    /// <summary>The immediate of an instruction so encoded.</summary>
    public long Immediate(uint bits)
    {
        long value = 0;
        foreach (Piece piece in _immediate)
        {
            value |= (long)((bits >> piece.From) & ((1UL << piece.Width) - 1)) << piece.To;
        }

        return IsUnsigned || _immediate.Count == 0 ? value : value << (63 - SignBit) >> (63 - SignBit);
    }

    private int Take(string token, int at)
    {
        if (token.All(c => c is '0' or '1'))
        {
            uint bits = Convert.ToUInt32(token, 2);
            Mask |= (uint)(((1UL << token.Length) - 1) << (at - token.Length));
            Match |= bits << (at - token.Length);
            return token.Length;
        }

        int bracket = token.IndexOf('[', StringComparison.Ordinal);
        return bracket >= 0 ? TakeImmediate(token[(bracket + 1)..^1], at, token.StartsWith("shamt", StringComparison.Ordinal)) : TakeField(token, at);
    }

    private int TakeField(string token, int at)
    {
        (string name, int width) = Fields.FirstOrDefault(field => field.Name == token);
        if (name is null)
        {
            throw new ArgumentException($"'{token}' in '{Row}' is neither bits nor a field", nameof(token));
        }

        HasRoundingMode |= token == "rm";
        if (token is "csr")
        {
            IsUnsigned = true;
            _immediate.Add(new Piece(at - width, width, 0));
        }

        return width;
    }

    private int TakeImmediate(string ranges, int at, bool isUnsigned)
    {
        IsUnsigned |= isUnsigned;
        int taken = 0;
        foreach (string range in ranges.Split('|'))
        {
            int[] ends = [.. range.Split(':').Select(int.Parse)];
            int width = ends[0] - ends[^1] + 1;
            taken += width;
            _immediate.Add(new Piece(at - taken, width, ends[^1]));
        }

        return taken;
    }

    private readonly record struct Piece(int From, int Width, int To);
}
