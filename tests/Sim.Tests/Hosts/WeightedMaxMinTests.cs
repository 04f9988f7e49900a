using System;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Cpu;

namespace Sim.Tests.Hosts;

/// <summary>Expected values follow design/models.md 0.2: x = clamp(lambda w, low, high), sum x = min(C, sum high).</summary>
[TestFixture]
internal sealed class WeightedMaxMinTests
{
    private static readonly double[] Equal3 = [1, 1, 1];

    private static double[] Solve(double capacity, double[] weights, double[] floors, double[] ceilings)
    {
        double[] grants = new double[weights.Length];
        WeightedMaxMin.Solve(capacity, weights, floors, ceilings, grants, new int[weights.Length]);
        return grants;
    }

    [Test]
    public void EverythingIsGrantedWhileThereIsRoom() =>
        Assert.That(Solve(10, Equal3, [0, 0, 0], [1, 2, 3]), Is.EqualTo([1.0, 2.0, 3.0]));

    [Test]
    public void EqualWeightsShareEquallyAndASmallDemandLeavesItsRest() =>
        Assert.That(Solve(10, Equal3, [0, 0, 0], [2, 9, 9]), Is.EqualTo([2.0, 4.0, 4.0]), "by hand: 2, then (10 - 2) / 2");

    [Test]
    public void WeightsScaleTheShares() =>
        Assert.That(Solve(12, [1, 2, 3], [0, 0, 0], [99, 99, 99]), Is.EqualTo([2.0, 4.0, 6.0]));

    [Test]
    public void AReservationIsMetBeforeTheRestIsShared() =>
        Assert.That(Solve(10, Equal3, [6, 0, 0], [9, 9, 9]), Is.EqualTo([6.0, 2.0, 2.0]), "by hand: 6, then (10 - 6) / 2");

    [Test]
    public void FloorsAndCeilingsBindTogether() =>
        Assert.That(Solve(10, Equal3, [5, 0, 0], [9, 1, 9]), Is.EqualTo([5.0, 1.0, 4.0]), "by hand: 5 and 1 fixed, 4 left");

    [Test]
    public void FloorsBeyondTheCapacityAreSharedByWeight() =>
        Assert.That(Solve(6, [1, 2, 1], [2, 8, 8], [9, 9, 9]), Is.EqualTo([1.5, 3.0, 1.5]), "by hand: lambda = 6 / 4");

    [Test]
    public void NothingToShare() => Assert.That(Solve(0, Equal3, [0, 0, 0], [1, 1, 1]), Is.EqualTo([0.0, 0.0, 0.0]));

    [Test]
    public void NobodyThere() => Assert.That(Solve(5, [], [], []), Is.Empty);

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void MeetsTheRuleOfTheModelAndAgreesWithBisection((byte Weight, ushort Floor, ushort Ceiling)[] vms, uint capacity)
    {
        double[] weights = [.. vms.Select(vm => vm.Weight + 1.0)];
        double[] ceilings = [.. vms.Select(vm => (double)vm.Ceiling)];
        double[] floors = [.. vms.Select(vm => (double)Math.Min(vm.Floor, vm.Ceiling))];
        double room = capacity % (ceilings.Sum() + 100);
        double[] grants = Solve(room, weights, floors, ceilings);

        Assert.That(grants.Sum(), Is.EqualTo(Math.Min(room, ceilings.Sum())).Within(1e-9).Percent.Or.EqualTo(room).Within(1e-9));
        bool overpromised = floors.Sum() > room;
        double[] expected = ByBisection(room, weights, overpromised ? new double[vms.Length] : floors, overpromised ? floors : ceilings);
        for (int i = 0; i < vms.Length; i++)
        {
            Assert.That(grants[i], Is.EqualTo(expected[i]).Within(1e-6 * (1 + expected[i])), $"vm {i}");
        }
    }

    private static double[] ByBisection(double capacity, double[] weights, double[] floors, double[] ceilings)
    {
        double[] At(double lambda) => [.. weights.Select((w, i) => Math.Clamp(lambda * w, floors[i], ceilings[i]))];
        if (ceilings.Sum() <= capacity)
        {
            return ceilings;
        }

        (double low, double high) = (0, 1e6);
        for (int i = 0; i < 200; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = At(middle).Sum() < capacity ? (middle, high) : (low, middle);
        }

        return At(high);
    }
}
