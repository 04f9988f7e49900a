using System.Globalization;
using System.Linq;

namespace Sim.Tests.Statistics;

/// <summary>Samples of the literature that ship with R 4.2.2, under their names there.</summary>
internal static class PublishedSamples
{
    /// <summary>R: split(sleep$extra, sleep$group). Student, "The probable error of a mean", Biometrika 6, 1908.</summary>
    public static double[][] Sleep { get; } =
    [
        [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
        [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
    ];

    /// <summary>R: split(PlantGrowth$weight, PlantGrowth$group). A. J. Dobson, "An Introduction to Statistical Modelling", 1983.</summary>
    public static double[][] PlantGrowth { get; } =
    [
        [4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14],
        [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69],
        [6.31, 5.12, 5.54, 5.50, 5.37, 5.29, 4.92, 6.15, 5.80, 5.26],
    ];

    /// <summary>R: split(InsectSprays$count, InsectSprays$spray), A to F. G. Beall, Biometrika 32, 1942.</summary>
    public static double[][] InsectSprays { get; } =
    [
        [10, 7, 20, 14, 14, 12, 10, 23, 17, 20, 14, 13],
        [11, 17, 21, 11, 16, 14, 17, 17, 19, 21, 7, 13],
        [0, 1, 7, 2, 3, 1, 2, 1, 3, 0, 1, 4],
        [3, 5, 12, 6, 4, 3, 5, 5, 5, 5, 2, 4],
        [3, 5, 3, 5, 3, 6, 1, 1, 3, 2, 6, 4],
        [11, 9, 15, 22, 15, 16, 13, 10, 26, 26, 24, 13],
    ];

    /// <summary>R: split(chickwts$weight, chickwts$feed): casein, horsebean, linseed, meatmeal, soybean, sunflower; of unequal sizes.</summary>
    public static double[][] ChickWeights { get; } =
    [
        [368, 390, 379, 260, 404, 318, 352, 359, 216, 222, 283, 332],
        [179, 160, 136, 227, 217, 168, 108, 124, 143, 140],
        [309, 229, 181, 141, 260, 203, 148, 169, 213, 257, 244, 271],
        [325, 257, 303, 315, 380, 153, 263, 242, 206, 344, 258],
        [243, 230, 248, 327, 329, 250, 193, 271, 316, 267, 199, 171, 158, 248],
        [423, 340, 392, 339, 341, 226, 320, 295, 334, 322, 297, 318],
    ];

    /// <summary>R: the columns of RoundingTimes in example(friedman.test): three ways of 22 players to round first base. M. Hollander and D. A. Wolfe, 1973, p. 140.</summary>
    public static double[][] RoundingTimes { get; } =
    [
        Numbers("5.40 5.85 5.20 5.55 5.90 5.45 5.40 5.45 5.25 5.85 5.25 5.65 5.60 5.05 5.50 5.45 5.55 5.45 5.50 5.65 5.70 6.30"),
        Numbers("5.50 5.70 5.60 5.50 5.85 5.55 5.40 5.50 5.15 5.80 5.20 5.55 5.35 5.00 5.50 5.55 5.55 5.50 5.45 5.60 5.65 6.30"),
        Numbers("5.55 5.75 5.50 5.40 5.70 5.60 5.35 5.35 5.00 5.70 5.10 5.45 5.45 4.95 5.40 5.50 5.35 5.55 5.25 5.40 5.55 6.25"),
    ];

    /// <summary>R: lh, luteinizing hormone. P. J. Diggle, "Time Series", 1990.</summary>
    public static double[] Hormone { get; } = Numbers(
        "2.4 2.4 2.4 2.2 2.1 1.5 2.3 2.3 2.5 2.0 1.9 1.7 2.2 1.8 3.2 3.2 2.7 2.2 2.2 1.9 1.9 1.8 2.7 3.0 " +
        "2.3 2.0 2.0 2.9 2.9 2.7 2.7 2.3 2.6 2.4 1.8 1.7 1.5 1.4 2.1 3.3 3.5 3.5 3.1 2.6 2.1 3.4 3.0 2.9");

    /// <summary>R: Nile, its yearly flow from 1871 on. G. W. Cobb, Biometrika 65, 1978.</summary>
    public static double[] Nile { get; } = Numbers(
        "1120 1160 963 1210 1160 1160 813 1230 1370 1140 995 935 1110 994 1020 960 1180 799 958 1140 1100 1210 1150 1250 1260 " +
        "1220 1030 1100 774 840 874 694 940 833 701 916 692 1020 1050 969 831 726 456 824 702 1120 1100 832 764 821 768 845 " +
        "864 862 698 845 744 796 1040 759 781 865 845 944 984 897 822 1010 771 676 649 846 812 742 801 1040 860 874 848 890 " +
        "744 749 838 1050 918 986 797 923 975 815 1020 906 901 1170 912 746 919 718 714 740");

    private static double[] Numbers(string words) =>
        [.. words.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
