using System;
using System.Linq;
using System.Text;

namespace Sim.CoreEmulator.Programs;

/// <summary>The section .riscv.attributes. RISC-V psABI, "Attributes".</summary>
internal static class RiscvAttributes
{
    /// <summary>SHT_RISCV_ATTRIBUTES.</summary>
    public const uint SectionType = 0x70000003;

    private const ulong ArchTag = 5;

    /// <summary>Tag_RISCV_arch: the instruction set; null where it is not said, or the section makes no sense.</summary>
    public static string? Arch(ReadOnlySpan<byte> section)
    {
        // 'A', then the vendor's subsection (length, "riscv"), then of the file (tag 1, length) attributes: tag, value.
        const int vendor = 1 + 4;
        int nameEnd = section.Length > vendor && section[0] == 'A' ? section[vendor..].IndexOf((byte)0) : -1;
        if (nameEnd < 0 || !section.Slice(vendor, nameEnd).SequenceEqual("riscv"u8))
        {
            return null;
        }

        ReadOnlySpan<byte> rest = section[(vendor + nameEnd + 1)..];
        if (rest.Length < 5 || rest[0] != 1)
        {
            return null;
        }

        return ArchOf(rest[5..]);
    }

    private static string? ArchOf(ReadOnlySpan<byte> rest)
    {
        while (TryNumber(ref rest, out ulong tag))
        {
            // Values of odd tags are texts, of even ones numbers.
            if ((tag & 1) == 0 && TryNumber(ref rest, out _))
            {
                continue;
            }

            int end = (tag & 1) == 0 ? -1 : rest.IndexOf((byte)0);
            if (end < 0)
            {
                return null;
            }

            if (tag == ArchTag)
            {
                // What could not be a name says nothing.
                string arch = Encoding.ASCII.GetString(rest[..end]);
                return arch.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? arch : null;
            }

            rest = rest[(end + 1)..];
        }

        return null;
    }

    // ULEB128.
    private static bool TryNumber(ref ReadOnlySpan<byte> rest, out ulong value)
    {
        value = 0;
        for (int i = 0; i < rest.Length && i < 9; i++)
        {
            value |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] < 0x80)
            {
                rest = rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
