using System;
using System.Reflection.Emit;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Execution;

/// <summary>The IL of floating-point instructions, on registers in memory. Only where FS is Dirty already: else the interpreter does the first.</summary>
internal sealed unsafe partial class Translator
{
    private bool Float(DecodedInstruction* i, Instruction what)
    {
        int sources = what.Form switch
        {
            Form.FloatTernary => 3,
            Form.FloatBinary or Form.FloatCompare => 2,
            Form.FloatUnary or Form.FloatToInteger or Form.IntegerToFloat => 1,
            Form.FloatLoad or Form.FloatStore => 0,
            _ => -1,
        };
        if (sources < 0)
        {
            return false;
        }

        Label rare = _il.DefineLabel();
        Label behind = _il.DefineLabel();
        LoadState(nameof(HartState.FloatDirty), OpCodes.Ldind_U4);
        _il.Emit(OpCodes.Brfalse, rare);
        if (sources == 0)
        {
            FloatMove(i, what);
        }
        else
        {
            FloatComputation(i, what, sources, rare);
        }

        _il.MarkLabel(behind);
        int block = _blockOffset;
        int count = _blockCount;
        nint at = (nint)i;
        _cold.Add(() =>
        {
            (_blockOffset, _blockCount) = (block, count);
            _il.MarkLabel(rare);
            CallHandler((DecodedInstruction*)at, Operands.Of(what.Form));
            _il.Emit(OpCodes.Br, behind);
        });
        return true;
    }

    private void FloatMove(DecodedInstruction* i, Instruction what)
    {
        byte rd = i->Rd;
        byte rs2 = i->Rs2;
        if (what.Form == Form.FloatLoad)
        {
            Load(i, what, () =>
            {
                _il.Emit(OpCodes.Stloc, _value);
                FloatAddress(rd);
                _il.Emit(OpCodes.Ldloc, _value);
                _il.Emit(OpCodes.Stind_I8);
            });
        }
        else
        {
            Store(i, what, () => PushFloat(rs2));
        }
    }

    private void FloatComputation(DecodedInstruction* i, Instruction what, int sources, Label rare)
    {
        bool isDynamic = what.Encoding.HasRoundingMode && i->Rm == 7;
        if (isDynamic)
        {
            LoadState(nameof(HartState.Frm), OpCodes.Ldind_U4);
            _il.Emit(OpCodes.Ldc_I4_4);
            _il.Emit(OpCodes.Bgt_Un, rare);
        }

        bool givesInteger = what.Form is Form.FloatCompare or Form.FloatToInteger;
        if (!givesInteger)
        {
            FloatAddress(i->Rd);
        }

        ReadOnlySpan<byte> registers = [i->Rs1, i->Rs2, i->Rs3];
        for (int n = 0; n < sources; n++)
        {
            if (what.Form == Form.IntegerToFloat)
            {
                Push(registers[n]);
            }
            else
            {
                PushFloat(registers[n]);
            }
        }

        if (isDynamic)
        {
            LoadState(nameof(HartState.Frm), OpCodes.Ldind_U4);
        }
        else if (what.Form != Form.FloatCompare)
        {
            _il.Emit(OpCodes.Ldc_I4, (int)i->Rm);
        }

        StateAddress(nameof(HartState.Fflags));
        _il.Emit(OpCodes.Call, FloatCalls.Of(what));
        if (givesInteger)
        {
            Keep(i->Rd);
        }
        else
        {
            _il.Emit(OpCodes.Stind_I8);
        }
    }

    private void PushFloat(int register)
    {
        FloatAddress(register);
        _il.Emit(OpCodes.Ldind_I8);
    }
}
