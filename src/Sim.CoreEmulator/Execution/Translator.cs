using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Emit;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Execution;

/// <summary>Makes host code of a region: IL, which the runtime compiles.</summary>
/// <remarks>
/// Integer registers live in locals from entry to exit, where those that were written are stored back. What an instruction computes
/// is the same method that the interpreter calls, and is inlined. Loads and stores look into the TLB in line; what is rare is behind
/// the last block. The budget is checked at each block, so that translated code stops at the same instruction as the interpreter.
/// </remarks>
internal sealed unsafe partial class Translator
{
    private static readonly Type[] Parameters = [typeof(Hart), typeof(HartState*), typeof(int)];

    private readonly bool _isProbed;
    private readonly Region _region;
    private readonly ILGenerator _il;
    private readonly SortedDictionary<int, Label> _labels = [];
    private readonly LocalBuilder?[] _registers = new LocalBuilder?[32];
    private readonly bool[] _written = new bool[32];
    private readonly List<Action> _cold = [];
    private readonly LocalBuilder _page;
    private readonly LocalBuilder _budget;
    private readonly LocalBuilder _loads;
    private readonly LocalBuilder _stores;
    private readonly LocalBuilder _address;
    private readonly LocalBuilder _entry;
    private readonly LocalBuilder _value;
    private readonly Label _exit;
    private readonly Label _spill;
    private int _blockOffset;
    private int _blockCount;

    private Translator(Region region, ILGenerator il, bool isProbed)
    {
        _isProbed = isProbed;
        _region = region;
        _il = il;
        _page = il.DeclareLocal(typeof(ulong));
        _budget = il.DeclareLocal(typeof(long));
        _loads = il.DeclareLocal(typeof(nint));
        _stores = il.DeclareLocal(typeof(nint));
        _address = il.DeclareLocal(typeof(ulong));
        _entry = il.DeclareLocal(typeof(nint));
        _value = il.DeclareLocal(typeof(ulong));
        _exit = il.DefineLabel();
        _spill = il.DefineLabel();
    }

    /// <summary>Translates a region. All its blocks that have no translation yet can then be entered through this one.</summary>
    /// <param name="region">What to translate.</param>
    /// <param name="isProbed">Whether the code tells the hart's probe of each instruction.</param>
    public static void Translate(Region region, bool isProbed)
    {
        DynamicMethod method = new("region", typeof(void), Parameters, typeof(Translator).Module, skipVisibility: true) { InitLocals = false };
        new Translator(region, method.GetILGenerator(4096), isProbed).Emit();
        TranslatedCode code = method.CreateDelegate<TranslatedCode>();
        int entry = 0;
        foreach (Block block in region.Blocks.Values)
        {
            if (block.Translated is null)
            {
                block.Translated = code;
                block.Entry = entry;
            }

            entry++;
        }
    }

    private void Emit()
    {
        foreach ((int offset, Block block) in _region.Blocks)
        {
            _labels.Add(offset, _il.DefineLabel());
            for (int n = 0; n < block.Count; n++)
            {
                Note(block.Instructions + n);
            }
        }

        Prologue();
        foreach ((int offset, Block block) in _region.Blocks)
        {
            Block(offset, block);
        }

        for (int i = 0; i < _cold.Count; i++)
        {
            _cold[i]();
        }

        Epilogue();
    }

    // Which registers need a local, and which of those are written.
    private void Note(DecodedInstruction* i)
    {
        if (i->Number == ushort.MaxValue)
        {
            return;
        }

        Operands operands = Operands.Of(InstructionSet.All[i->Number].Form);
        if (operands.ReadsRs1)
        {
            _registers[i->Rs1] ??= Register(i->Rs1);
        }

        if (operands.ReadsRs2)
        {
            _registers[i->Rs2] ??= Register(i->Rs2);
        }

        if (operands.WritesRd && i->Rd != HartState.Sink)
        {
            _registers[i->Rd] ??= Register(i->Rd);
            _written[i->Rd] = true;
        }
    }

    private LocalBuilder? Register(int number) => number == 0 ? null : _il.DeclareLocal(typeof(ulong));

    private void Prologue()
    {
        LoadState(nameof(HartState.Pc), OpCodes.Ldind_I8);
        Constant(~0xFFFL);
        _il.Emit(OpCodes.And);
        _il.Emit(OpCodes.Stloc, _page);
        LoadState(nameof(HartState.Budget), OpCodes.Ldind_I8);
        _il.Emit(OpCodes.Stloc, _budget);
        LoadState(nameof(HartState.Loads), OpCodes.Ldind_I);
        _il.Emit(OpCodes.Stloc, _loads);
        LoadState(nameof(HartState.Stores), OpCodes.Ldind_I);
        _il.Emit(OpCodes.Stloc, _stores);
        for (int r = 1; r < 32; r++)
        {
            if (_registers[r] is not null)
            {
                Reload(r);
            }
        }

        _il.Emit(OpCodes.Ldarg_2);
        _il.Emit(OpCodes.Switch, [.. _labels.Values]);
    }

    private void Epilogue()
    {
        _il.MarkLabel(_exit);
        StateAddress(nameof(HartState.Budget));
        _il.Emit(OpCodes.Ldloc, _budget);
        _il.Emit(OpCodes.Stind_I8);
        _il.MarkLabel(_spill);
        Spill();
        _il.Emit(OpCodes.Ret);
    }

    private void Block(int offset, Block block)
    {
        _blockOffset = offset;
        _blockCount = block.Count;
        _il.MarkLabel(_labels[offset]);
        _il.Emit(OpCodes.Ldloc, _budget);
        Constant(block.Count);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Stloc, _budget);
        _il.Emit(OpCodes.Ldloc, _budget);
        Constant(0);
        Label isShort = _il.DefineLabel();
        _il.Emit(OpCodes.Blt, isShort);
        int pcOffset = offset;
        int count = block.Count;
        _cold.Add(() =>
        {
            _il.MarkLabel(isShort);
            _il.Emit(OpCodes.Ldloc, _budget);
            Constant(count);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Stloc, _budget);
            ExitTo(pcOffset);
        });
        CountEntry(block);
        for (int n = 0; n < block.Count; n++)
        {
            DecodedInstruction* i = block.Instructions + n;
            if (_isProbed && Decoder.EndsBlock(i))
            {
                CallProbe(i);
            }

            Instruction(i);
            if (_isProbed && !Decoder.EndsBlock(i))
            {
                CallProbe(i);
            }
        }

        DecodedInstruction* last = block.Instructions + (block.Count - 1);
        if (!Decoder.EndsBlock(last))
        {
            GoTo(offset + block.Bytes);
        }
    }

    private void CountEntry(Block block)
    {
        if (block.Entered is not null)
        {
            Pointer(block.Entered);
            Pointer(block.Entered);
            _il.Emit(OpCodes.Ldind_I8);
            Constant(1);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Stind_I8);
        }
    }

    private void CallProbe(DecodedInstruction* i)
    {
        Spill();
        _il.Emit(OpCodes.Ldarg_0);
        Pointer(i);
        _il.Emit(OpCodes.Call, Method(typeof(TranslatedAccess), nameof(TranslatedAccess.Ran)));
    }

    // Goes on at an offset from the page's start: within the region where it has a block there.
    private void GoTo(long offset)
    {
        if (offset is >= 0 and < int.MaxValue && _labels.TryGetValue((int)offset, out Label label))
        {
            _il.Emit(OpCodes.Br, label);
        }
        else
        {
            ExitTo(offset);
        }
    }

    private void ExitTo(long offset)
    {
        StateAddress(nameof(HartState.Pc));
        Address(offset);
        _il.Emit(OpCodes.Stind_I8);
        _il.Emit(OpCodes.Br, _exit);
    }

    private void Address(long offset)
    {
        _il.Emit(OpCodes.Ldloc, _page);
        Constant(offset);
        _il.Emit(OpCodes.Add);
    }

    private void Spill()
    {
        for (int r = 1; r < 32; r++)
        {
            if (_written[r])
            {
                RegisterAddress(r);
                _il.Emit(OpCodes.Ldloc, _registers[r]!);
                _il.Emit(OpCodes.Stind_I8);
            }
        }
    }

    private void Reload(int register)
    {
        RegisterAddress(register);
        _il.Emit(OpCodes.Ldind_I8);
        _il.Emit(OpCodes.Stloc, _registers[register]!);
    }

    private void RegisterAddress(int register) => StateAddress(nameof(HartState.X), 8 * register);

    private void FloatAddress(int register) => StateAddress(nameof(HartState.F), 8 * register);

    private void StateAddress(string field, int more = 0)
    {
        int offset = (int)System.Runtime.InteropServices.Marshal.OffsetOf<HartState>(field) + more;
        _il.Emit(OpCodes.Ldarg_1);
        if (offset != 0)
        {
            _il.Emit(OpCodes.Ldc_I4, offset);
            _il.Emit(OpCodes.Add);
        }
    }

    private void LoadState(string field, OpCode load)
    {
        StateAddress(field);
        _il.Emit(load);
    }

    private void Constant(long value) => _il.Emit(OpCodes.Ldc_I8, value);

    private void Pointer(void* pointer)
    {
        _il.Emit(OpCodes.Ldc_I8, (long)pointer);
        _il.Emit(OpCodes.Conv_I);
    }

    private void Push(int register)
    {
        if (register == 0)
        {
            Constant(0);
        }
        else
        {
            _il.Emit(OpCodes.Ldloc, _registers[register]!);
        }
    }

    private void Keep(int register)
    {
        if (register == HartState.Sink)
        {
            _il.Emit(OpCodes.Pop);
        }
        else
        {
            _il.Emit(OpCodes.Stloc, _registers[register]!);
        }
    }

    private static MethodInfo Method(Type semantics, string name) =>
        semantics.GetMethod(name, BindingFlags.Public | BindingFlags.Static) ?? throw new InvalidOperationException($"{semantics} has no {name}");
}
