using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Execution;

/// <summary>Takes instructions apart, for a hart with certain extensions.</summary>
internal sealed unsafe class Decoder(Extensions extensions)
{
    private readonly bool _isCompressed = extensions.HasFlag(Extensions.C);

    /// <summary>Decodes one instruction.</summary>
    /// <param name="bits">Its 16 or 32 bits.</param>
    /// <param name="into">All but its place in a block is filled in.</param>
    /// <returns>The instruction; null for bits that are none, which <paramref name="into"/> then raises.</returns>
    public Instruction? Decode(uint bits, DecodedInstruction* into)
    {
        *into = default;
        into->Bits = bits;
        into->Length = (byte)((bits & 3) == 3 ? 4 : 2);
        if (into->Length == 2)
        {
            if (!_isCompressed || !Compressed.TryExpand((ushort)bits, extensions, out uint expanded))
            {
                return Illegal(into);
            }

            into->Bits = expanded;
        }

        Instruction? found = InstructionSet.Find(into->Bits, extensions);
        return found is null ? Illegal(into) : Fill(found, into);
    }

    /// <summary>Whether a block cannot go on behind such an instruction.</summary>
    public static bool EndsBlock(Instruction? instruction) => instruction is null || instruction.Form switch
    {
        Form.Branch or Form.Jump or Form.JumpRegister => true,
        Form.Csr or Form.CsrImmediate or Form.Bare or Form.TranslationFence or Form.CacheBlock => true,
        Form.HypervisorLoad or Form.HypervisorStore => true,
        _ => false,
    };

    /// <summary>Whether a block cannot go on behind this instruction.</summary>
    public static bool EndsBlock(DecodedInstruction* i) => i->Number == ushort.MaxValue || EndsBlock(InstructionSet.All[i->Number]);

    private static Instruction? Illegal(DecodedInstruction* into)
    {
        into->Execute = &Handlers.Illegal;
        into->Number = ushort.MaxValue;
        return null;
    }

    private Instruction Fill(Instruction found, DecodedInstruction* into)
    {
        uint bits = into->Bits;
        into->Number = (ushort)found.Number;
        into->Execute = found.Execute;
        into->Imm = found.Encoding.Immediate(bits);
        into->Rd = (byte)((bits >> 7) & 31);
        into->Rs1 = (byte)((bits >> 15) & 31);
        into->Rs2 = (byte)((bits >> 20) & 31);
        into->Rs3 = (byte)(bits >> 27);
        into->Rm = (byte)((bits >> 12) & 7);
        if (into->Rd == 0 && Operands.Of(found.Form).WritesRd)
        {
            into->Rd = HartState.Sink;
        }

        if (found.Form == Form.Jump && into->Imm == 0 && into->Rd == HartState.Sink)
        {
            into->Execute = &Handlers.JumpToItself;
        }

        if (!_isCompressed && found.Misaligned != null && (found.Form == Form.JumpRegister || (into->Imm & 2) != 0))
        {
            into->Execute = found.Misaligned;
        }

        return found;
    }
}
