using System;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using NUnit.Framework;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Execution;

/// <summary>What the translator writes in short is what the instruction's own method computes.</summary>
internal sealed class ShortHandTests
{
    private static readonly Instruction[] Short = [.. InstructionSet.All
        .Where(one => one.Form is Form.RegReg or Form.RegImm or Form.Shift or Form.Branch)
        .Where(one => ShortHand.Of(one.Semantics) is not null)];

    [TestCaseSource(nameof(Short))]
    public void Short_hand_computes_the_same(Instruction one)
    {
        Random random = new(one.Number);
        Func<ulong, ulong, ulong> shortHand = Compile(one, ShortHand.Of(one.Semantics)!);
        MethodInfo method = one.Semantics.GetMethod(one.Form == Form.Branch ? "Taken" : "Of")!;
        for (int n = 0; n < 2000; n++)
        {
            ulong rs1 = RandomProgram.Value(random);
            ulong second = one.Form == Form.Shift ? (ulong)random.Next(64) : RandomProgram.Value(random);
            object result = method.Invoke(null, [rs1, one.Form is Form.RegImm or Form.Shift ? unchecked((long)second) : second])!;
            ulong expected = result is bool taken ? (taken ? 1UL : 0UL) : (ulong)result;
            Assert.That(shortHand(rs1, second), Is.EqualTo(expected), $"{one.Name} {rs1:x} {second:x}");
        }
    }

    private static Func<ulong, ulong, ulong> Compile(Instruction one, OpCode[] codes)
    {
        DynamicMethod method = new("short", typeof(ulong), [typeof(ulong), typeof(ulong)]);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        if (one.Form == Form.Shift)
        {
            il.Emit(OpCodes.Conv_I4);
        }

        if (one.Form == Form.Branch)
        {
            Label taken = il.DefineLabel();
            il.Emit(codes[0], taken);
            il.Emit(OpCodes.Ldc_I8, 0L);
            il.Emit(OpCodes.Ret);
            il.MarkLabel(taken);
            il.Emit(OpCodes.Ldc_I8, 1L);
        }
        else
        {
            foreach (OpCode code in codes)
            {
                il.Emit(code);
            }
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<ulong, ulong, ulong>>();
    }
}
