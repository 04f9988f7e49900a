using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Measures;
using Sim.Kernel.Random;
using Sim.Statistics;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Statistics;

public sealed class WarmUpTests
{
    // R: i <- 0:199; x <- 10*exp(-i/15) + sin(i*i); y <- colMeans(matrix(x, 5)); k <- length(y)
    // e <- sapply(0:(k-6), function(d) sum((y[(d+1):k] - mean(y[(d+1):k]))^2) / (k-d)^2); d <- which.min(e) - 1
    // c(d*5, mean(y[(d+1):k])): 40 0.09767880983218488
    [Test]
    public void The_cut_is_that_of_the_definition()
    {
        WarmUp cut = WarmUp.Mser5([.. Enumerable.Range(0, 200).Select(i => (10 * Math.Exp(-i / 15.0)) + Math.Sin(i * i))]);
        Assert.That((cut.Deleted, cut.Observations, cut.TooShort), Is.EqualTo((40, 200, false)));
        Assert.That(cut.Mean, Is.EqualTo(0.09767880983218488).Within(1e-13));
    }

    // The same with x <- i/10: 170.
    [Test]
    public void A_run_that_never_settles_is_too_short()
    {
        WarmUp cut = WarmUp.Mser5([.. Enumerable.Range(0, 200).Select(i => i / 10.0)]);
        Assert.That((cut.Deleted, cut.TooShort), Is.EqualTo((170, true)));
    }

    // By hand: after two batches of 100 all are 1; the rest of 3 observations belongs to no batch.
    [Test]
    public void A_step_is_deleted_and_a_constant_is_not()
    {
        double[] step = [.. Enumerable.Repeat(100.0, 10), .. Enumerable.Repeat(1.0, 50), 7, 8, 9];
        Assert.That(WarmUp.Mser5(step), Is.EqualTo(new WarmUp(10, 63, 1)));
        Assert.That(WarmUp.Mser5(step.AsSpan(10, 50)), Is.EqualTo(new WarmUp(0, 50, 1)));
    }

    [Test]
    public void Fewer_than_ten_batches_tell_nothing()
    {
        WarmUp cut = WarmUp.Mser5(new double[49]);
        Assert.That((cut.Deleted, double.IsNaN(cut.Mean), cut.TooShort), Is.EqualTo((0, true, true)));
        Assert.That(WarmUp.Mser5([]).TooShort, Is.True);
    }

    [Property]
    public bool Neither_the_unit_nor_the_sign_matters(int seed)
    {
        RandomStream stream = new RandomStreams(seed)["series"];
        double[] series = [.. Enumerable.Range(0, 100).Select(i => stream.NextNormal(i < 20 ? 3 : 0, 1))];
        int deleted = WarmUp.Mser5(series).Deleted;
        return WarmUp.Mser5([.. series.Select(x => -8 * x)]).Deleted == deleted && deleted <= 70;
    }

    // An autoregression that starts 20 deviations off its mean of 0: the bias of the mean goes from 0.1 to less than 0.01.
    [Test]
    public void The_bias_of_the_start_is_removed()
    {
        RandomStream stream = new RandomStreams(3)["autoregression"];
        (Tally all, Tally left) = (new(), new());
        for (int run = 0; run < 300; run++)
        {
            double last = 20;
            double[] series = [.. Enumerable.Range(0, 1000).Select(_ => last = (0.8 * last) + stream.NextNormal(0, 1))];
            all.Add(series.Average());
            left.Add(WarmUp.Mser5(series).Mean);
        }

        Assert.That(all.Mean, Is.GreaterThan(0.06));
        Assert.That(Math.Abs(left.Mean), Is.LessThan(0.03), "the standard error of 300 runs is 0.009");
    }
}
