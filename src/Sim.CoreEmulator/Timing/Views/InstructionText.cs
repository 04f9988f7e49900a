using System.Globalization;
using System.Text;
using Sim.CoreEmulator.Debugging;

namespace Sim.CoreEmulator.Timing.Views;

/// <summary>Instructions in words: assembly language where their bits are known, else what a trace tells of them.</summary>
/// <param name="disassembler">For those of machines; null where there are none.</param>
internal sealed class InstructionText(Disassembler? disassembler)
{
    /// <summary>The text of one, without tabs.</summary>
    public string Of(in TimedInstruction i)
    {
        if (i.Has(InstructionTraits.Interrupt))
        {
            return string.Create(CultureInfo.InvariantCulture, $"interrupt, to 0x{i.NextPc:x}");
        }

        string text = i.Number != ushort.MaxValue && disassembler is not null ? disassembler.Text(i.Bits, i.Pc).Replace('\t', ' ') : FromTrace(in i);
        return i.Has(InstructionTraits.Trapped) ? text + " (trapped)" : text;
    }

    private static string FromTrace(in TimedInstruction i)
    {
        StringBuilder text = new(i.Branch != BranchKind.None ? Words(i.Branch.ToString()) : Words(i.Operation.ToString()));
        string separator = " ";
        foreach (byte register in (byte[])[i.Destination1, i.Destination2])
        {
            Append(text, register, ref separator);
        }

        separator = " <- ";
        foreach (byte register in (byte[])[i.Source1, i.Source2, i.Source3, i.Source4])
        {
            Append(text, register, ref separator);
        }

        if (i.Address != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" @0x{i.Address:x}");
        }

        if (i.Has(InstructionTraits.Taken))
        {
            text.Append(CultureInfo.InvariantCulture, $" to 0x{i.NextPc:x}");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, byte register, ref string separator)
    {
        if (register != 0)
        {
            text.Append(separator).Append('r').Append(register.ToString(CultureInfo.InvariantCulture));
            separator = ",";
        }
    }

    /// <summary>A name of several words, as words: <c>DataMemory</c> is <c>data memory</c>.</summary>
    public static string Words(string name)
    {
        StringBuilder text = new();
        foreach (char letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
