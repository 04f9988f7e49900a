using System.Linq;
using NUnit.Framework;
using Sim.Hosts;
using Sim.Hosts.Cpu;

namespace Sim.Tests.Hosts;

[TestFixture]
internal sealed class PoolTreeTests
{
    private const double None = double.PositiveInfinity;

    private static double[] Solve(PoolTree tree, double capacity, int[] pools, double[] weights, double[] ceilings)
    {
        double[] grants = new double[pools.Length];
        tree.Solve(capacity, pools, weights, new double[pools.Length], ceilings, grants);
        return grants;
    }

    [Test]
    public void PoolsShareFirstThenTheirVms()
    {
        PoolTree tree = new([new PoolSpec("gold", -1, 3, 0, None), new PoolSpec("lead", -1, 1, 0, None)]);
        double[] grants = Solve(tree, 8, [0, 1, 1], [1, 1, 1], [9, 9, 9]);
        Assert.That(grants, Is.EqualTo([6.0, 1.0, 1.0]), "by hand: pools 3:1 of 8, then halves of 2");
        Assert.That(tree.PoolGrants.ToArray(), Is.EqualTo([6.0, 2.0]));
    }

    [Test]
    public void AVmBesidePoolsContendsWithThem()
    {
        PoolTree tree = new([new PoolSpec("p", -1, 1, 0, None)]);
        Assert.That(Solve(tree, 9, [-1, 0, 0], [2, 1, 1], [9, 9, 9]), Is.EqualTo([6.0, 1.5, 1.5]), "by hand: VM 2 to pool 1");
    }

    [Test]
    public void ALimitHoldsThoughTheHostHasRoom()
    {
        PoolTree tree = new([new PoolSpec("p", -1, 1, 0, 4)]);
        Assert.That(Solve(tree, 100, [0, 0, -1], [1, 3, 1], [9, 9, 9]), Is.EqualTo([1.0, 3.0, 9.0]));
    }

    [Test]
    public void ANestedReservationExpandsIntoItsParents()
    {
        PoolTree tree = new([new PoolSpec("outer", -1, 1, 0, None), new PoolSpec("inner", 0, 1, 6, None)]);
        double[] grants = Solve(tree, 8, [1, -1, -1, -1], [1, 1, 1, 1], [9, 9, 9, 9]);
        Assert.That(grants[0], Is.EqualTo(6), "inner's 6 MHz, though outer's share of 8 among four is 2");
        Assert.That(grants.Sum(), Is.EqualTo(8).Within(1e-12));
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public void EveryPoolsGrantIsItsVmsSumAndNoneExceedsItsLimit((byte Weight, ushort Ceiling, byte Pool)[] vms, ushort capacity)
    {
        PoolSpec[] pools = [new("a", -1, 2, 50, 20_000), new("b", 0, 1, 10, None), new("c", -1, 1, 0, 30_000)];
        PoolTree tree = new(pools);
        int[] poolOf = [.. vms.Select(vm => (vm.Pool % 4) - 1)];
        double[] ceilings = [.. vms.Select(vm => (double)vm.Ceiling)];
        double[] grants = Solve(tree, capacity, poolOf, [.. vms.Select(vm => vm.Weight + 1.0)], ceilings);

        for (int pool = 0; pool < pools.Length; pool++)
        {
            double direct = grants.Where((_, i) => poolOf[i] == pool).Sum();
            double nested = pool == 0 ? tree.PoolGrants[1] : 0;
            Assert.That(direct + nested, Is.EqualTo(tree.PoolGrants[pool]).Within(1e-6));
            Assert.That(tree.PoolGrants[pool], Is.LessThanOrEqualTo(pools[pool].LimitMhz + 1e-6));
        }

        double wanted = ceilings.Where((_, i) => poolOf[i] == -1).Sum() + tree.PoolDemands[0] + tree.PoolDemands[2];
        Assert.That(grants.Sum(), Is.EqualTo(System.Math.Min(capacity, wanted)).Within(1e-6), "work conserving up to the limits");
    }
}
