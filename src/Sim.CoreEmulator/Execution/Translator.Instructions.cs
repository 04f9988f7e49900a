using System;
using System.Reflection.Emit;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Execution;

/// <summary>The IL of each form of instruction.</summary>
internal sealed unsafe partial class Translator
{
    private void Instruction(DecodedInstruction* i)
    {
        if (i->Number == ushort.MaxValue)
        {
            CallHandler(i, default);
            return;
        }

        Instruction what = InstructionSet.All[i->Number];
        if ((nint)i->Execute != (nint)what.Execute)
        {
            CallHandler(i, Operands.Of(what.Form));
            return;
        }

        if (TryCompute(i, what))
        {
            Keep(i->Rd);
        }
        else if (!Control(i, what) && !Memory(i, what) && !Float(i, what))
        {
            CallHandler(i, Operands.Of(what.Form));
        }
    }

    // Pushes what a computation gives; false where the form is none.
    private bool TryCompute(DecodedInstruction* i, Instruction what)
    {
        switch (what.Form)
        {
            case Form.RegReg:
                Push(i->Rs1);
                Push(i->Rs2);
                Compute(what);
                return true;
            case Form.RegImm or Form.Shift:
                Push(i->Rs1);
                Amount(i, what);
                Compute(what);
                return true;
            case Form.Reg:
                Push(i->Rs1);
                Compute(what);
                return true;
            case Form.LoadUpper:
                Constant(i->Imm);
                return true;
            case Form.AddUpperToPc:
                Address(_blockOffset + i->Offset + i->Imm);
                return true;
            default:
                return false;
        }
    }

    // IL's own shifts want the amount as 32 bits.
    private void Amount(DecodedInstruction* i, Instruction what)
    {
        if (what.Form == Form.Shift && ShortHand.Of(what.Semantics) is not null)
        {
            _il.Emit(OpCodes.Ldc_I4, (int)i->Imm);
        }
        else
        {
            Constant(i->Imm);
        }
    }

    private void Compute(Instruction what)
    {
        if (ShortHand.Of(what.Semantics) is OpCode[] codes)
        {
            foreach (OpCode code in codes)
            {
                _il.Emit(code);
            }
        }
        else
        {
            _il.Emit(OpCodes.Call, Method(what.Semantics, "Of"));
        }
    }

    private bool Control(DecodedInstruction* i, Instruction what)
    {
        long at = _blockOffset + i->Offset;
        switch (what.Form)
        {
            case Form.Branch:
                Push(i->Rs1);
                Push(i->Rs2);
                Label taken = _il.DefineLabel();
                if (ShortHand.Of(what.Semantics) is OpCode[] branch)
                {
                    _il.Emit(branch[0], taken);
                }
                else
                {
                    _il.Emit(OpCodes.Call, Method(what.Semantics, "Taken"));
                    _il.Emit(OpCodes.Brtrue, taken);
                }

                GoTo(at + i->Length);
                _il.MarkLabel(taken);
                GoTo(at + i->Imm);
                return true;
            case Form.Jump:
                Link(i, at);
                GoTo(at + i->Imm);
                return true;
            case Form.JumpRegister:
                Push(i->Rs1);
                Constant(i->Imm);
                _il.Emit(OpCodes.Add);
                Constant(~1L);
                _il.Emit(OpCodes.And);
                _il.Emit(OpCodes.Stloc, _address);
                Link(i, at);
                Return(i);
                return true;
            case Form.Fence or Form.Prefetch:
                return true;
            default:
                return false;
        }
    }

    private void Link(DecodedInstruction* i, long at)
    {
        if (i->Rd != HartState.Sink)
        {
            Address(at + i->Length);
            Keep(i->Rd);
        }
    }

    // A return may go behind one of the region's calls; the address decides.
    private void Return(DecodedInstruction* i)
    {
        if (i->Rd == HartState.Sink && i->Rs1 == 1)
        {
            foreach (int site in _region.ReturnSites)
            {
                if (_labels.TryGetValue(site, out Label label))
                {
                    _il.Emit(OpCodes.Ldloc, _address);
                    Address(site);
                    _il.Emit(OpCodes.Beq, label);
                }
            }
        }

        StateAddress(nameof(HartState.Pc));
        _il.Emit(OpCodes.Ldloc, _address);
        _il.Emit(OpCodes.Stind_I8);
        _il.Emit(OpCodes.Br, _exit);
    }

    private bool Memory(DecodedInstruction* i, Instruction what)
    {
        switch (what.Form)
        {
            case Form.Load:
                Load(i, what, () => Keep(i->Rd));
                return true;
            case Form.Store:
                Store(i, what, () => Push(i->Rs2));
                return true;
            default:
                return false;
        }
    }

    // Leaves the host's address in _entry less what is looked up: on a miss, goes to the label.
    private void Lookup(DecodedInstruction* i, LocalBuilder table, int size, Label miss)
    {
        Push(i->Rs1);
        Constant(i->Imm);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, _address);
        _il.Emit(OpCodes.Ldloc, table);
        _il.Emit(OpCodes.Ldloc, _address);
        _il.Emit(OpCodes.Ldc_I4, 12 - 4);
        _il.Emit(OpCodes.Shr_Un);
        Constant((TlbContext.Entries - 1) << 4);
        _il.Emit(OpCodes.And);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, _entry);
        _il.Emit(OpCodes.Ldloc, _address);
        Constant(~0xFFFL | (long)(size - 1));
        _il.Emit(OpCodes.And);
        _il.Emit(OpCodes.Ldloc, _entry);
        _il.Emit(OpCodes.Ldind_I8);
        _il.Emit(OpCodes.Bne_Un, miss);
    }

    private void HostAddress()
    {
        _il.Emit(OpCodes.Ldloc, _entry);
        _il.Emit(OpCodes.Ldc_I4_8);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Ldind_I);
        _il.Emit(OpCodes.Ldloc, _address);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
    }

    private void Load(DecodedInstruction* i, Instruction what, Action keep)
    {
        int size = SizeOf(what.Semantics);
        Label miss = _il.DefineLabel();
        Label behind = _il.DefineLabel();
        Lookup(i, _loads, size, miss);
        HostAddress();
        if (ShortHand.Of(what.Semantics) is OpCode[] codes)
        {
            _il.Emit(codes[0]);
            _il.Emit(codes[1]);
        }
        else
        {
            _il.Emit(size switch { 1 => OpCodes.Ldind_U1, 2 => OpCodes.Ldind_U2, 4 => OpCodes.Ldind_U4, _ => OpCodes.Ldind_I8 });
            _il.Emit(OpCodes.Conv_U8);
            _il.Emit(OpCodes.Call, Method(what.Semantics, "Extend"));
        }

        keep();
        _il.MarkLabel(behind);
        int block = _blockOffset;
        int count = _blockCount;
        nint at = (nint)i;
        _cold.Add(() =>
        {
            _il.MarkLabel(miss);
            _il.Emit(OpCodes.Ldarg_0);
            Pointer((void*)at);
            _il.Emit(OpCodes.Ldloc, _address);
            _il.Emit(OpCodes.Ldc_I4, size);
            WhereAndBudget(block, count);
            _il.Emit(OpCodes.Call, Method(typeof(TranslatedAccess), nameof(TranslatedAccess.Load)));
            _il.Emit(OpCodes.Stloc, _value);
            LoadState(nameof(HartState.Left), OpCodes.Ldind_U4);
            _il.Emit(OpCodes.Ldc_I4, (int)Outcome.Fault);
            _il.Emit(OpCodes.Beq, _spill);
            _il.Emit(OpCodes.Ldloc, _value);
            _il.Emit(OpCodes.Call, Method(what.Semantics, "Extend"));
            keep();
            LoadState(nameof(HartState.Left), OpCodes.Ldind_U4);
            _il.Emit(OpCodes.Brtrue, _spill);
            _il.Emit(OpCodes.Br, behind);
        });
    }

    private void Store(DecodedInstruction* i, Instruction what, Action push)
    {
        int size = SizeOf(what.Semantics);
        Label miss = _il.DefineLabel();
        Label behind = _il.DefineLabel();
        Lookup(i, _stores, size, miss);
        HostAddress();
        push();
        _il.Emit(size switch { 1 => OpCodes.Stind_I1, 2 => OpCodes.Stind_I2, 4 => OpCodes.Stind_I4, _ => OpCodes.Stind_I8 });
        _il.MarkLabel(behind);
        int block = _blockOffset;
        int count = _blockCount;
        nint at = (nint)i;
        _cold.Add(() =>
        {
            _il.MarkLabel(miss);
            _il.Emit(OpCodes.Ldarg_0);
            Pointer((void*)at);
            _il.Emit(OpCodes.Ldloc, _address);
            _il.Emit(OpCodes.Ldc_I4, size);
            push();
            WhereAndBudget(block, count);
            _il.Emit(OpCodes.Call, Method(typeof(TranslatedAccess), nameof(TranslatedAccess.Store)));
            LoadState(nameof(HartState.Left), OpCodes.Ldind_U4);
            _il.Emit(OpCodes.Brtrue, _spill);
            _il.Emit(OpCodes.Br, behind);
        });
    }

    // The Pc and the budget with which the block was entered.
    private void WhereAndBudget(int block, int count)
    {
        Address(block);
        _il.Emit(OpCodes.Ldloc, _budget);
        Constant(count);
        _il.Emit(OpCodes.Add);
    }

    // The interpreter does it, on registers in memory.
    private void CallHandler(DecodedInstruction* i, Operands operands)
    {
        Spill();
        StateAddress(nameof(HartState.Pc));
        Address(_blockOffset);
        _il.Emit(OpCodes.Stind_I8);
        StateAddress(nameof(HartState.Budget));
        _il.Emit(OpCodes.Ldloc, _budget);
        Constant(_blockCount);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stind_I8);
        _il.Emit(OpCodes.Ldarg_0);
        Pointer(i);
        Pointer(i->Execute);
        _il.EmitCalli(OpCodes.Calli, System.Reflection.CallingConventions.Standard, typeof(bool), [typeof(Hart), typeof(DecodedInstruction*)], null);
        Label goesOn = _il.DefineLabel();
        _il.Emit(OpCodes.Brtrue, goesOn);
        _il.Emit(OpCodes.Ret);
        _il.MarkLabel(goesOn);
        if (operands.WritesRd && i->Rd != HartState.Sink)
        {
            Reload(i->Rd);
        }
    }

    private static int SizeOf(Type memoryType) => (int)memoryType.GetProperty("Size")!.GetValue(null)!;
}
