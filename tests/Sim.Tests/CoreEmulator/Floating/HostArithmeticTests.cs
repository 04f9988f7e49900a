using System.Numerics;
using FsCheck;
using NUnit.Framework;
using Sim.CoreEmulator.Floating;

namespace Sim.Tests.CoreEmulator.Floating;

/// <summary>The host's arithmetic gives what the algorithms in integers give, result and flags, whether NX is set before or not.</summary>
internal sealed class HostArithmeticTests
{
    private delegate ulong Operation(ulong a, ulong b, uint rm, ref uint flags);

    [FsCheck.NUnit.Property(MaxTest = 5000)]
    public void Agrees_on_all_operands(DoNotSize<ulong> first, DoNotSize<ulong> second, DoNotSize<ulong> third)
    {
        Compare<Binary32, float>(Operand.Of<Binary32>(first.Item), Operand.Of<Binary32>(second.Item), Operand.Of<Binary32>(third.Item));
        Compare<Binary64, double>(Operand.Of<Binary64>(first.Item), Operand.Of<Binary64>(second.Item), Operand.Of<Binary64>(third.Item));
    }

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public void Agrees_on_whole_numbers_whose_results_are_mostly_exact(short a, short b, int c)
    {
        Compare<Binary32, float>(Operand.Single(a), Operand.Single(b), Operand.Single(c));
        Compare<Binary64, double>(Operand.Double(a), Operand.Double(b), Operand.Double(c));
        Compare<Binary64, double>(Operand.Double((double)a * b), Operand.Double(b), Operand.Double((double)c * c));
    }

    // Results at and just above the smallest normal number, where the host is not certain of underflow.
    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public void Agrees_near_the_smallest_normal_number(DoNotSize<ulong> first, int offset, DoNotSize<ulong> third)
    {
        Near<Binary32, float>(first.Item, offset, third.Item);
        Near<Binary64, double>(first.Item, offset, third.Item);
    }

    // The product's error is below the smallest subnormal number, so that the host's fused operation sees none.
    [Test]
    public void An_error_too_small_for_the_host_is_inexact_all_the_same()
    {
        ulong tiny = Operand.Double(double.ScaleB(1.5, -1000));
        ulong one = Operand.Double(1);
        ulong odd = Operand.Double(1 + double.ScaleB(1, -52));
        Compare<Binary64, double>(Operand.Double(double.ScaleB(1 + double.ScaleB(1, -52), -1000)), odd, 0);
        Compare<Binary64, double>(tiny, tiny, one);
        Compare<Binary64, double>(tiny, odd, one);
        Compare<Binary64, double>(Operand.Double(double.Epsilon), Operand.Double(double.Epsilon), one);
        uint flags = 0;
        Assert.That(Binary64.MultiplyAdd(tiny, tiny, one, RoundingMode.Rne, ref flags), Is.EqualTo(one));
        Assert.That(flags, Is.EqualTo(Fflags.NX));
    }

    private static void Near<TFormat, THost>(ulong first, int offset, ulong third)
        where TFormat : struct, IHostFormat<THost>
        where THost : struct, IBinaryFloatingPointIeee754<THost>
    {
        ulong a = Operand.Of<TFormat>(first);
        if (!Format<TFormat>.IsFinite(a) || Format<TFormat>.IsZero(a))
        {
            return;
        }

        ulong target = unchecked(Format<TFormat>.SmallestNormal + (ulong)(offset % 4));
        uint flags = 0;
        ulong factor = Arithmetic.Divide<TFormat>(target, a, (uint)(third % 5), ref flags);
        ulong summand = Arithmetic.Add<TFormat>(target, Format<TFormat>.Negate(a), (uint)(third % 5), ref flags);
        Compare<TFormat, THost>(a, factor, Operand.Of<TFormat>(third));
        Compare<TFormat, THost>(a, factor, Format<TFormat>.Zero((third & 64) != 0) | 1);
        Compare<TFormat, THost>(a, summand, target);
    }

    private static void Compare<TFormat, THost>(ulong a, ulong b, ulong c)
        where TFormat : struct, IHostFormat<THost>
        where THost : struct, IBinaryFloatingPointIeee754<THost>
    {
        foreach (uint before in new[] { 0u, Fflags.NX, Fflags.NX | Fflags.UF, Fflags.DZ })
        {
            for (uint rm = 0; rm <= 4; rm++)
            {
                Compare<TFormat, THost>(a, b, c, rm, before);
            }
        }
    }

    private static void Compare<TFormat, THost>(ulong a, ulong b, ulong c, uint rm, uint before)
        where TFormat : struct, IHostFormat<THost>
        where THost : struct, IBinaryFloatingPointIeee754<THost>
    {
        Same(HostArithmetic.Add<TFormat, THost>, Arithmetic.Add<TFormat>, a, b, rm, before);
        Same(HostArithmetic.Multiply<TFormat, THost>, Arithmetic.Multiply<TFormat>, a, b, rm, before);
        Same(HostArithmetic.Divide<TFormat, THost>, Arithmetic.Divide<TFormat>, a, b, rm, before);
        uint fast = before;
        uint slow = before;
        Assert.That(HostArithmetic.SquareRoot<TFormat, THost>(a, rm, ref fast), Is.EqualTo(Arithmetic.SquareRoot<TFormat>(a, rm, ref slow)));
        Assert.That(fast, Is.EqualTo(slow));
        fast = slow = before;
        Assert.That(HostArithmetic.MultiplyAdd<TFormat, THost>(a, b, c, rm, ref fast), Is.EqualTo(Arithmetic.MultiplyAdd<TFormat>(a, b, c, rm, ref slow)));
        Assert.That(fast, Is.EqualTo(slow));
    }

    private static void Same(Operation host, Operation integers, ulong a, ulong b, uint rm, uint before)
    {
        uint fast = before;
        uint slow = before;
        Assert.That(host(a, b, rm, ref fast), Is.EqualTo(integers(a, b, rm, ref slow)));
        Assert.That(fast, Is.EqualTo(slow));
    }
}
