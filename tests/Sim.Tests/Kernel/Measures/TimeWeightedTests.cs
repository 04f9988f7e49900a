using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Measures;
using Sim.Kernel.Quantities;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Measures;

public sealed class TimeWeightedTests
{
    // By hand: 2 for 10 ns, 6 for 30 ns: mean (20 + 180) / 40 = 5, variance (10 x 9 + 30 x 1) / 40 = 3.
    [Test]
    public void Averages_are_those_computed_by_hand()
    {
        TimeWeighted length = new(SimTime.Zero, 2);
        length.Set(new SimTime(10), 99);
        length.Add(new SimTime(10), -93);
        length.CloseAt(new SimTime(25));
        length.CloseAt(new SimTime(40));
        Assert.That(length.Mean, Is.EqualTo(5).Within(1e-15));
        Assert.That(length.Variance, Is.EqualTo(3).Within(1e-15));
        Assert.That((length.Minimum, length.Maximum), Is.EqualTo((2, 6)), "99 was held for no time");
        Assert.That((length.Elapsed, length.Current), Is.EqualTo((new Duration(40), 6)));
    }

    // NumPy 1.24.2, with y = [2, 6, 3, 7, 1] and w = [10, 30, 5, 14, 41]: m = numpy.average(y, weights=w) is 3.54 and
    // numpy.average((y - m)**2, weights=w) is 6.388400000000001
    [Test]
    public void Averages_are_those_of_NumPy()
    {
        TimeWeighted length = Of([(10, 2), (30, 6), (5, 3), (14, 7), (41, 1)]);
        Assert.That((length.Mean, length.Variance), Is.EqualTo((3.54, 6.3884)).Within(1e-13));
    }

    [Test]
    public void No_time_has_no_average()
    {
        TimeWeighted length = new(SimTime.Zero, 2);
        Assert.That(new[] { length.Mean, length.Variance, length.Minimum, length.Maximum }, Is.All.NaN);
    }

    [Test]
    public void Restarting_forgets_the_warm_up_but_not_the_value()
    {
        TimeWeighted length = new(SimTime.Zero, 100);
        length.Set(new SimTime(50), 3);
        length.Restart(new SimTime(60));
        length.CloseAt(new SimTime(70));
        Assert.That((length.Mean, length.Maximum, length.Elapsed), Is.EqualTo((3, 3, new Duration(10))));
    }

    [Test]
    public void Time_cannot_run_backwards()
    {
        TimeWeighted length = new(new SimTime(5), 1);
        Assert.That(() => length.CloseAt(new SimTime(4)), Throws.TypeOf<InvariantException>());
        Assert.That(() => length.Set(new SimTime(6), double.NaN), Throws.TypeOf<InvariantException>());
    }

    [Property]
    public bool Merging_pieces_is_the_same_as_measuring_all((byte Span, short Value)[] steps, byte cut)
    {
        ArgumentNullException.ThrowIfNull(steps);
        int middle = Math.Min(cut, steps.Length);
        TimeWeighted merged = Of(steps[..middle]);
        merged.Merge(Of(steps[middle..]));
        TimeWeighted all = Of(steps);
        return merged.Elapsed == all.Elapsed
            && Nearly.Same(merged.Minimum, all.Minimum)
            && Nearly.Same(merged.Maximum, all.Maximum)
            && Nearly.Equal(merged.Mean, all.Mean, 1e5)
            && Nearly.Equal(merged.Variance, all.Variance, 1e10);
    }

    [Property]
    public bool The_mean_is_the_area_over_the_time((byte Span, short Value)[] steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        double area = steps.Sum(step => (double)step.Span * step.Value);
        double time = steps.Sum(step => (double)step.Span);
        return Nearly.Equal(Of(steps).Mean, area / time, 1e5);
    }

    private static TimeWeighted Of((byte Span, short Value)[] steps)
    {
        SimTime now = SimTime.Zero;
        TimeWeighted measure = new(now, 0);
        foreach ((byte span, short value) in steps)
        {
            measure.Set(now, value);
            now += new Duration(span);
        }

        measure.CloseAt(now);
        return measure;
    }
}
